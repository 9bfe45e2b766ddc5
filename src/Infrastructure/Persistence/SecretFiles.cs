namespace CrmVoice.Infrastructure.Persistence;

/// <summary>Files and folders that nobody but the service's own user is to read. On Windows the rights of the folder above hold.</summary>
internal static class SecretFiles
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder, and those above it that are not there, for its owner alone; one that is there stays as it is.</summary>
    public static DirectoryInfo CreateFolder(string path) => OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnFolder);
}

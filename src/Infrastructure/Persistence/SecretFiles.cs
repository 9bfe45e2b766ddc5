namespace CrmVoice.Infrastructure.Persistence;

/// <summary>Files and folders that nobody but the service's own user is to read. On Windows the rights of the folder above hold.</summary>
internal static class SecretFiles
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates a folder, and those above it that are not there, for its owner alone; one that is there stays as it is.</summary>
    public static DirectoryInfo CreateFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnFolder);

    /// <summary>Creates an empty file for its owner alone, with the folders above it; one that is there stays as it is.</summary>
    public static void CreateFile(string path)
    {
        CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (File.Exists(path))
        {
            return;
        }

        var create = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var created = new FileStream(path, create);
    }

    /// <summary>Closes a folder that is open to others.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="UnauthorizedAccessException">It is somebody else's.</exception>
    public static bool Tighten(DirectoryInfo folder)
    {
        if (OperatingSystem.IsWindows() || (folder.UnixFileMode & ~OwnFolder) == 0)
        {
            return false;
        }

        if (FileOwner.IsOurs(folder.FullName) is false)
        {
            throw new UnauthorizedAccessException(
                "it is open to others and belongs to another user. Give it to the service's user (chown), or close it (chmod 700).");
        }

        File.SetUnixFileMode(folder.FullName, OwnFolder);
        return true;
    }
}

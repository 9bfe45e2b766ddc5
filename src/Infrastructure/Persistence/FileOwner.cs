using System.Runtime.InteropServices;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>Whose a file is, which .NET does not tell.</summary>
internal static partial class FileOwner
{
    private const int AtCurrentFolder = -100;
    private const int FollowLinks = 0;
    private const uint WantsOwner = 0x8;

    // Of struct statx, which is the same on every architecture (statx(2)).
    private const int StatxSize = 256;
    private const int OwnerAt = 20;

    /// <summary>Whether it is this process's user's; null where the system cannot be asked, as anywhere but on Linux.</summary>
    public static bool? IsOurs(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var found = new byte[StatxSize];
            return Statx(AtCurrentFolder, [.. System.Text.Encoding.UTF8.GetBytes(path), 0], FollowLinks, WantsOwner, found) == 0
                ? BitConverter.ToUInt32(found, OwnerAt) == GetEffectiveUser()
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] found);

    [DllImport("libc", EntryPoint = "geteuid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUser();
}

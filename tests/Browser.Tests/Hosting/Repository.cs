namespace CrmVoice.Browser.Tests.Hosting;

internal static class Repository
{
    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "CrmVoice.sln")) ? folder.FullName
        : FindRoot(folder.Parent ?? throw new DirectoryNotFoundException("CrmVoice.sln is in no folder above the tests."));
}

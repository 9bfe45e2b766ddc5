namespace CrmVoice.Performance.Support;

/// <summary>The application as it was built, with the database and the keys of a workspace.</summary>
internal static class CrmVoiceServer
{
    /// <summary>What webhooks are signed over. Nobody ever asks it.</summary>
    public const string PublicBaseUrl = "https://crm.example.com";

    public const string FirstPage = "/sign-in";

    private static readonly DirectoryInfo own = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>Where the application lies: as Release where it was built so, otherwise as this program was.</summary>
    public static string Folder { get; set; } = new[] { "release", own.Name }.Select(FolderOf).First(Directory.Exists);

    /// <summary>As an operator runs it.</summary>
    public static Task<ChildProcess> StartAsync(Workspace workspace, string twilio, params IEnumerable<string> settings) =>
        LaunchAsync(workspace, "Staging", [$"--Twilio:Hosts:Api={twilio}", "--Twilio:CallsPerSecond=0", .. settings]);

    /// <summary>As a developer runs it: it migrates and seeds the demo by itself, and serves its files from the build output.</summary>
    public static Task<ChildProcess> StartDemoAsync(Workspace workspace) =>
        LaunchAsync(
            workspace,
            "Development",
            ["--Sandbox:Enabled=false", "--Demo:Enabled=true", "--Twilio:Hosts:Api=http://127.0.0.1:9", "--Twilio:CallsPerSecond=0"]);

    private static Task<ChildProcess> LaunchAsync(Workspace workspace, string environment, IEnumerable<string> settings)
    {
        var url = ChildProcess.FreeUrl();
        return ChildProcess.StartAsync(
            Path.Combine(Path.GetFullPath(Folder), "CrmVoice.Web.dll"),
            url,
            FirstPage,
            environment,
            [
                $"--urls={url}",
                "--AllowedHosts=127.0.0.1",
                $"--PublicBaseUrl={PublicBaseUrl}",
                .. workspace.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
                .. settings,
            ]);
    }

    private static string FolderOf(string configuration) =>
        Path.GetFullPath(Path.Combine(own.FullName, "..", "..", "CrmVoice.Web", configuration));
}

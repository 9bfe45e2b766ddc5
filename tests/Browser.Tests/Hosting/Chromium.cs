using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Hosting;

/// <summary>
/// The system's own Chromium; Playwright is never asked to fetch one. The shell without a window is preferred: the whole browser keeps
/// processes for its own pages, which cost as much as ours.
/// </summary>
internal static class Chromium
{
    private const string SkipVariable = "CRMVOICE_SKIP_BROWSER";
    private static readonly string[] names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    public static void IgnoreAllWhereAskedTo()
    {
        if (Environment.GetEnvironmentVariable(SkipVariable) == "1")
        {
            Assert.Ignore($"{SkipVariable}=1: the browser tests are skipped.");
        }
    }

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = arguments, Headless = true });

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"Chromium is needed and none of {string.Join(", ", names)} is on the PATH. Install it from the system's packages, or set {SkipVariable}=1 to do without the browser tests."
        );
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>The lines of <c>docs/api.md</c>, pasted into a shell: each is answered as it says there.</summary>
internal sealed class ApiDocumentTests
{
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(2);

    [Test]
    public async Task The_calls_that_the_documentation_tells_can_be_pasted()
    {
        // Whoever joins first is the agent to the sandbox: the agent hears a sentence first, and the contact is not to answer before.
        await using var sandbox = await QuickSandbox.StartAsync(ringSeconds: 6, settings: ("Calls:Topology", "Room"));
        var lines = string.Join('\n', BlocksOf("## In a call"))
            .Replace("http://localhost:5080", sandbox.App.Url, StringComparison.Ordinal)
            .Replace("sleep 1", "sleep 0.2", StringComparison.Ordinal);

        var (exitCode, said) = await RunAsync($"set -eo pipefail; curl() {{ command curl -sS --fail-with-body \"$@\"; }}\n{lines}");

        Assert.That(exitCode, Is.Zero, said);
        Assert.That(said, Does.Contain("supervision-requested").And.Contain("\"kind\":\"transfer-ended\""));
    }

    private static IEnumerable<string> BlocksOf(string heading)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CrmVoice.sln")))
        {
            folder = folder.Parent!;
        }

        var document = File.ReadAllText(Path.Combine(folder.FullName, "docs", "api.md"));
        var section = document[document.IndexOf(heading, StringComparison.Ordinal)..].Split("\n## ")[0];
        return Regex.Matches(section, "```sh\n(?<lines>.*?)```", RegexOptions.Singleline).Select(block => block.Groups["lines"].Value);
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-xc", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(longest);
        try
        {
            await shell.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
        }

        var everything = $"{await said}\n{await complained}";
        return (shell.HasExited ? shell.ExitCode : -1, everything);
    }
}

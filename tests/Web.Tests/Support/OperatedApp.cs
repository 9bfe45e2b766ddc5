using System.Collections.Concurrent;
using System.Diagnostics;
using CrmVoice.Tests;

namespace CrmVoice.Web.Tests.Support;

/// <summary>
/// The built application as an operator runs it: a process of its own, started wherever somebody stands, on a database and keys of this
/// test.
/// </summary>
internal sealed class OperatedApp : IAsyncDisposable
{
    private const string Host = "crm.example.com";

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = new();
    private readonly HttpClient http;

    private OperatedApp(ProcessStartInfo start, string url)
    {
        http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(20) };
        // As a proxy hands on what people asked for.
        http.DefaultRequestHeaders.Host = Host;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', said);

    /// <summary>Where it listens.</summary>
    public Uri Url => http.BaseAddress!;

    /// <summary>Starts it, and does not wait for it.</summary>
    public static OperatedApp Start(DirectoryInfo folder, string environment, params string[] arguments)
    {
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        string[] all =
        [
            "exec",
            Path.Combine(AppContext.BaseDirectory, "CrmVoice.Web.dll"),
            $"--environment={environment}",
            "--Sandbox:Enabled=false",
            $"--urls={url}",
            $"--PublicBaseUrl=https://{Host}",
            $"--ConnectionStrings:CrmVoice=Data Source={Path.Combine(folder.FullName, "crmvoice.db")}",
            $"--Keys:Path={Path.Combine(folder.FullName, "keys")}",
            "--Logging:Console:FormatterName=simple",
            .. arguments,
        ];
        return new OperatedApp(
            new ProcessStartInfo("dotnet", all)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName,
            },
            url);
    }

    /// <summary>Runs it to its end, which must be soon.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(DirectoryInfo folder, string environment, params string[] arguments)
    {
        await using var app = Start(folder, environment, arguments);
        return (await app.WaitForEndAsync(), app.Output);
    }

    public async Task<int> WaitForEndAsync()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(over.Token);
        return process.ExitCode;
    }

    /// <summary>Returns when it answers like this.</summary>
    public Task IsAsync(string path, int status) =>
        Eventually.EventuallyAsync(() => GetAsync(path), answered => answered == status, $"{path} is {status}\n{Output}");

    /// <returns>0 where nobody answers.</returns>
    public async Task<int> GetAsync(string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return process.HasExited ? throw new InvalidOperationException($"It has ended:\n{Output}") : 0;
        }
    }

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        http.Dispose();
    }
}

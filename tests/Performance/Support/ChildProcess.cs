using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CrmVoice.Performance.Support;

/// <summary>A server in a process of its own, on a port of this machine that was free; it never outlives this program.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan maxStartTime = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly Queue<string> lastLines = new();

    private ChildProcess(Process process, string url)
    {
        this.process = process;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(url),
            Timeout = TimeSpan.FromSeconds(60),
        };
        AppDomain.CurrentDomain.ProcessExit += KillOnExit;
    }

    public HttpClient Client { get; }

    /// <summary>From the start of the process until it first answered.</summary>
    public TimeSpan TookToAnswer { get; private set; }

    public double WorkingSetMegabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>What it has used of the processors so far; others on the machine do not add to it.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }

    /// <summary>Starts an assembly, and waits until it answers a request for this path.</summary>
    public static async Task<ChildProcess> StartAsync(
        string assembly,
        string url,
        string firstPath,
        string environment,
        params IEnumerable<string> arguments)
    {
        var (command, before) = OneCore.Dotnet;
        var start = new ProcessStartInfo(command, [.. before, "exec", assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList()
        )
        {
            start.Environment.Remove(name);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        var started = Stopwatch.GetTimestamp();
        var child = new ChildProcess(Process.Start(start)!, url);
        child.ReadOutput();
        await child.UntilAnsweredAsync(firstPath, started);
        child.TookToAnswer = Stopwatch.GetElapsedTime(started);
        return child;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillOnExit;
        Client.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task UntilAnsweredAsync(string path, long started)
    {
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync(path);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException refused)
                when (refused.StatusCode is null && !process.HasExited && Stopwatch.GetElapsedTime(started) < maxStartTime)
            {
                await Task.Delay(10);
            }
            catch (HttpRequestException refused)
            {
                var lines = string.Join('\n', lastLines);
                await DisposeAsync();
                throw new InvalidOperationException($"The server did not start: {refused.Message}\n{lines}", refused);
            }
        }
    }

    private void ReadOutput()
    {
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        lock (lastLines)
        {
            lastLines.Enqueue(line ?? "");
            if (lastLines.Count > 40)
            {
                lastLines.Dequeue();
            }
        }
    }

    private void KillOnExit(object? sender, EventArgs e) => process.Kill();
}

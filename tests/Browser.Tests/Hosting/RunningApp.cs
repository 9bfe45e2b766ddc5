using System.Collections.Concurrent;
using System.Diagnostics;
using CrmVoice.Tests;

namespace CrmVoice.Browser.Tests.Hosting;

/// <summary>
/// The application as it is shipped: a process of its own on Kestrel, with its own database and keys. It can be ended and started again
/// where it was.
/// </summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan startsWithin = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("crmvoice-browser-");
    private readonly ConcurrentQueue<string> log = new();
    private readonly string twilio;
    private readonly string environment;
    private Process? process;

    private RunningApp(string twilio, string environment, string url)
    {
        (this.twilio, this.environment) = (twilio, environment);
        Url = url;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
    }

    public string Url { get; }

    public bool Runs => process is not null;

    public string Database => Path.Combine(data.FullName, "crmvoice.db");

    /// <summary>What the application logged as its own failure.</summary>
    public IEnumerable<string> Failures => log.SkipWhile(line => !IsFailure(line));

    /// <summary>What it says when it has started, and later.</summary>
    public IEnumerable<string> Log => log;

    /// <param name="environment">Outside Development there is no demo, and its database is made before it starts.</param>
    public static async Task<RunningApp> StartAsync(string twilio, string environment = "Development")
    {
        while (true)
        {
            var app = new RunningApp(twilio, environment, $"http://127.0.0.1:{FreePort.Find()}");
            try
            {
                if (environment != "Development")
                {
                    await app.OperateAsync("--migrate");
                }

                await app.StartAsync();
                return app;
            }
            catch (InvalidOperationException failure) when (failure.Message.Contains("address already in use", StringComparison.Ordinal))
            {
                // Somebody else took the port in between.
                await app.DisposeAsync();
            }
        }
    }

    /// <summary>Starts it, for the first time or again on the same address, and returns when it answers.</summary>
    public async Task StartAsync()
    {
        var listening = new TaskCompletionSource();
        process = new Process { StartInfo = HowToStart(), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data, listening);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, listening);
        process.Exited += (_, _) =>
            listening.TrySetException(new InvalidOperationException($"CrmVoice did not start:\n{string.Join('\n', log)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await listening.Task.WaitAsync(startsWithin);
    }

    /// <summary>A link by which somebody chooses a password, as the operator makes it.</summary>
    public async Task<string> MakePasswordLinkAsync(string email)
    {
        var said = await OperateAsync($"--password-link={email}");
        return said[said.IndexOf(Url, StringComparison.Ordinal)..].Trim();
    }

    /// <summary>At the command line, as an operator does.</summary>
    public async Task GrantInstallationAdminAsync(string email)
    {
        using var operated = Process.Start(HowToStart($"--grant-installation-admin={email}"))!;
        var said = await operated.StandardOutput.ReadToEndAsync().WaitAsync(startsWithin);
        Assert.That(said, Does.Contain($"{email} creates organizations"));
    }

    /// <summary>Ends it as a crash would: nothing is told to anybody.</summary>
    public async Task CrashAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await CrashAsync();
        }

        data.Delete(recursive: true);
    }

    /// <summary>A command of the operator's; what it says.</summary>
    private async Task<string> OperateAsync(string command)
    {
        using var operated = Process.Start(HowToStart(command))!;
        return await operated.StandardOutput.ReadToEndAsync().WaitAsync(startsWithin);
    }

    private void End()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
        }
    }

    private void Hear(string? line, TaskCompletionSource listening)
    {
        if (line is null)
        {
            return;
        }

        log.Enqueue(line);
        if (line.Contains("Application started", StringComparison.Ordinal))
        {
            listening.TrySetResult();
        }
    }

    private ProcessStartInfo HowToStart(params string[] more)
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var web = Path.Combine(own.Parent!.Parent!.FullName, "CrmVoice.Web", own.Name, "CrmVoice.Web.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(Repository.Root, "src", "Web"),
        };
        string[] arguments =
        [
            "exec", web,
            $"--urls={Url}", $"--PublicBaseUrl={Url}",
            $"--ConnectionStrings:CrmVoice=Data Source={Database}", $"--Keys:Path={Path.Combine(data.FullName, "keys")}",
            // An organization that wants rooms chooses them.
            "--Calls:Topology=Bridge",
            "--Sandbox:Enabled=false", $"--Twilio:Hosts:Api={twilio}", $"--Twilio:Hosts:Voice={twilio}",
            $"--Twilio:Hosts:Pricing={twilio}", "--Twilio:CallsPerSecond=0",
            "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information", .. more,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (var name in start.Environment.Keys.Where(IsOfSomebodyElse).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        return start;
    }

    // Settings that lie around would decide where it listens and what it keeps.
    private static bool IsOfSomebodyElse(string name) =>
        new[]
        {
            "ASPNETCORE_",
            "DOTNET_ENVIRONMENT",
            "Kestrel__",
            "Sandbox__",
            "Twilio__",
            "Database__",
            "ConnectionStrings__",
            "Logging__",
        }.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsFailure(string line) =>
        line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal);
}

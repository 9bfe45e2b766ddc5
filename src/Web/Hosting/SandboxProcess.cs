using System.Diagnostics;

namespace CrmVoice.Web.Hosting;

/// <summary>
/// Starts the sandbox beside the application, as a process of its own: it stands for Twilio, so everything between the two goes over HTTP.
/// It ends when its standard input does, so it never outlives the application, however that ends.
/// </summary>
internal sealed partial class SandboxProcess(IConfiguration configuration, ILogger<SandboxProcess> logger) : IHostedService, IDisposable
{
    public const string DefaultUrl = "http://localhost:5081";

    private Process? process;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var assembly = AssemblyPath();
        if (!File.Exists(assembly))
        {
            LogMissing(assembly);
            return Task.CompletedTask;
        }

        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) is "dotnet" ? path : "dotnet")
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "exec", assembly,
            $"--urls={configuration["Sandbox:Url"] ?? DefaultUrl}",
            "--Sandbox:ParentStdin=true",
            $"--Sandbox:TimeScale={configuration["Sandbox:TimeScale"] ?? "1"}",
            "--Logging:LogLevel:Default=Warning",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
            "--Logging:LogLevel:CrmVoice.Sandbox=Warning",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        // The sandbox is no part of this application and must not take over where it listens or how it logs.
        foreach (var name in start
                .Environment.Keys.Where(name =>
                    name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
                    || name.StartsWith("Kestrel__", StringComparison.OrdinalIgnoreCase))
                .ToList())
        {
            start.Environment.Remove(name);
        }

        process = Process.Start(start);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        process?.StandardInput.Close();
        return Task.CompletedTask;
    }

    public void Dispose() => process?.Dispose();

    // The sandbox is built beside the application, into a folder of its own, and is no part of what is published.
    private string AssemblyPath()
    {
        var own = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return configuration["Sandbox:Assembly"]
            ?? Path.GetFullPath(Path.Combine(own.FullName, "..", "..", "CrmVoice.Sandbox", own.Name, "CrmVoice.Sandbox.dll"));
    }

    [LoggerMessage(
        1,
        LogLevel.Error,
        "The sandbox is switched on and is not there: {Assembly}. It is built with src/Web and never published.")]
    private partial void LogMissing(string assembly);
}

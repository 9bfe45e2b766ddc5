using System.Diagnostics;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Demo;

namespace CrmVoice.Web.Hosting;

/// <summary>
/// Starts the sandbox beside the application, as a process of its own: it stands for Twilio, so everything between the two goes over HTTP.
/// It ends when its standard input does, so it never outlives the application, however that ends.
/// </summary>
internal sealed partial class SandboxProcess(IConfiguration configuration, IServiceProvider services, ILogger<SandboxProcess> logger)
    : IHostedService, IDisposable
{
    public const string DefaultUrl = "http://localhost:5081";

    private Process? process;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var assembly = AssemblyPath();
        if (!File.Exists(assembly))
        {
            LogMissing(assembly);
            return;
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
            .. await SetUpNumbersAsync(cancellationToken),
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
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        process?.StandardInput.Close();
        return Task.CompletedTask;
    }

    public void Dispose() => process?.Dispose();

    // Whoever calls one of the demo's numbers reaches us, with nothing to set up.
    private async Task<IEnumerable<string>> SetUpNumbersAsync(CancellationToken cancellationToken)
    {
        var numbers = configuration.GetValue<bool>("Demo:Enabled") ? await services.ListDemoNumbersAsync(cancellationToken) : [];
        return numbers.SelectMany((number, index) => new[]
        {
            $"--Sandbox:Numbers:{index}:PhoneNumber={number.PhoneNumber.Value}",
            $"--Sandbox:Numbers:{index}:VoiceUrl={AddressOf(number, CarrierWebhooks.NumberVoice)}",
            $"--Sandbox:Numbers:{index}:VoiceFallbackUrl={AddressOf(number, CarrierWebhooks.NumberVoiceFallback)}",
            $"--Sandbox:Numbers:{index}:StatusCallback={AddressOf(number, CarrierWebhooks.NumberStatus)}",
        });
    }

    private string AddressOf(OwnedNumber number, string webhook) =>
        $"{configuration["PublicBaseUrl"]?.TrimEnd('/')}/{CarrierWebhooks.PathOfNumber(number.Id.Value, webhook)}";

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

using CrmVoice.Sandbox;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>The Twilio on localhost, twenty times as fast as the clock, and an application that takes it for Twilio.</summary>
internal sealed class QuickSandbox : IAsyncDisposable
{
    private readonly WebApplication sandbox;

    private QuickSandbox(WebApplication sandbox, CrmVoiceApp app) => (this.sandbox, App) = (sandbox, app);

    public CrmVoiceApp App { get; }

    public string Url => sandbox.Urls.Single();

    /// <param name="ringSeconds">How long a telephone rings once; it is answered after two of them.</param>
    /// <param name="settings">Of the application.</param>
    public static async Task<QuickSandbox> StartAsync(
        TimeProvider? clock = null, int ringSeconds = 2, params (string Key, string? Value)[] settings)
    {
        var sandbox = SandboxApplication.Build(
            "--urls",
            "http://127.0.0.1:0",
            "--Sandbox:TimeScale=0.05",
            "--Sandbox:CallsPerSecond=1000",
            $"--Sandbox:RingSeconds={ringSeconds}",
            "--Logging:LogLevel:Default=None");
        await sandbox.StartAsync();
        return new(sandbox, await CrmVoiceApp.StartAsync(sandbox.Urls.Single(), clock ?? TimeProvider.System, settings));
    }

    /// <summary>Fails where the application logged an error.</summary>
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await sandbox.DisposeAsync();
        App.AssertNoErrorsLogged();
    }
}

using CrmVoice.Sandbox;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Page;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrmVoice.Browser.Tests.Hosting;

/// <summary>The Twilio on localhost, inside the test process.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    public const double Quick = 0.1;

    private readonly WebApplication sandbox;

    private RunningSandbox(WebApplication sandbox) => this.sandbox = sandbox;

    public string Url => sandbox.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>How fast calls go: 0.1 makes a 20 s call last 2 s. Holds for whatever begins after it was set.</summary>
    public double Pace
    {
        set => sandbox.Services.GetRequiredService<IOptions<SandboxOptions>>().Value.TimeScale = value;
    }

    /// <summary>The next contact who is called picks up and stays until the agent leaves, whatever the number says.</summary>
    public void LetTheNextContactStay() =>
        sandbox.Services.GetRequiredService<BehaviourQueue>().Add(LegKind.Contact, Behaviour.Named("agent")!);

    /// <summary>What was said on the last call to a phone; empty where nothing was, yet.</summary>
    public string SaidTo(string phone) =>
        string.Concat(sandbox.Services.GetRequiredService<CallStore>().NewestFirst.FirstOrDefault(call => call.To == phone)?.Said ?? []);

    /// <summary>The person at the far end of the last call to a phone hangs up.</summary>
    public void HangUp(string phone)
    {
        var call = sandbox.Services.GetRequiredService<CallStore>().NewestFirst.First(call => call.To == phone);
        Assert.That(sandbox.Services.GetRequiredService<Controls>().HangUp(call.Sid), $"{phone} was in a call");
    }

    public static async Task<RunningSandbox> StartAsync()
    {
        var sandbox = SandboxApplication.Build(
            "--urls",
            "http://127.0.0.1:0",
            $"--Sandbox:TimeScale={Quick.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            "--Sandbox:CallsPerSecond=1000",
            "--Logging:LogLevel:Default=None",
            "--Logging:LogLevel:CrmVoice.Sandbox=Error",
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None");
        await sandbox.StartAsync();
        return new(sandbox);
    }

    public async ValueTask DisposeAsync() => await sandbox.DisposeAsync();
}

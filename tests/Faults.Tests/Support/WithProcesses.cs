using CrmVoice.Domain.Calls;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>Tests of the application as a process of its own beside a Twilio that makes every call.</summary>
internal abstract class WithProcesses
{
    private readonly List<RunningApp> apps = [];

    protected Workspace Workspace { get; private set; } = null!;

    protected TwilioStandIn Twilio { get; private set; } = null!;

    protected RunningApp App => apps[0];

    protected abstract int Agents { get; }

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var started in apps.Cast<IAsyncDisposable>().Append(Twilio).Append(Workspace).OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }
    }

    protected async Task StartAsync(int processes = 1, string? databaseFolder = null, params string[] settings)
    {
        Workspace = await Workspace.CreateAsync(Agents, databaseFolder);
        Twilio = await TwilioStandIn.StartAsync();
        for (var process = 0; process < processes; process++)
        {
            apps.Add(await RunningApp.StartAsync(Workspace, Twilio.Url, settings));
        }
    }

    protected RunningApp Process(int number) => apps[number % apps.Count];

    /// <summary>A call that Twilio has made.</summary>
    protected async Task<TwilioCall> PlaceAsync(Agent agent, RunningApp? app = null, TimeSpan clockIsOffBy = default)
    {
        var id = await (app ?? App).PlaceAsync(agent);
        await Eventually.EventuallyAsync(() => Twilio.TimesMade(id) > 0, "Twilio is asked for the call");
        return new TwilioCall(id, agent.Phone, agent.To, clockIsOffBy);
    }

    /// <summary>Returns when nothing that was stored waits to be taken into its call.</summary>
    protected Task AllIsTakenAsync() => Eventually.EventuallyAsync(
        () => Workspace.LookAsync(async db => !await db.InboundWebhooks.AnyAsync(webhook => webhook.State == WebhookState.Pending)), "all that is stored is taken into its call");

    protected Task<Call> ReadAsync(TwilioCall call) =>
        Workspace.LookAsync(db => db.Calls.Include(one => one.Legs).Include(one => one.Recordings).AsNoTracking().SingleAsync(one => one.Id == new Domain.Common.CallId(call.Id)));

    /// <summary>The file is whole, and no row points to one that is not there.</summary>
    protected async Task AssertDatabaseIsSoundAsync()
    {
        await using var connection = await Workspace.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT group_concat(integrity_check) FROM pragma_integrity_check) || (SELECT COUNT(*) FROM pragma_foreign_key_check)";
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("ok0"));
        var forgotten = await Workspace.LookAsync(db => db.Calls.CountAsync(call => !db.CarrierRequests.Any(request => request.CallId == call.Id) || !db.CallEvents.Any(happened => happened.CallId == call.Id)));
        Assert.That(forgotten, Is.Zero, "calls without what belongs to them");
    }
}

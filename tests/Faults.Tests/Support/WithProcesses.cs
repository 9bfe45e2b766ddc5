using System.Net;
using System.Text.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
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

    /// <param name="patience">
    /// How long a statement waits for the database, and at least as long as SQLite itself does; 30 s where it is left out.
    /// </param>
    protected async Task StartAsync(int processes = 1, string? databaseFolder = null, TimeSpan? patience = null, params string[] settings)
    {
        Workspace = await Workspace.CreateAsync(Agents, databaseFolder);
        if (patience is { } most)
        {
            settings = [.. settings, $"--ConnectionStrings:CrmVoice=Data Source={Workspace.Database};Default Timeout={most.TotalSeconds}"];
        }

        Twilio = await TwilioStandIn.StartAsync();
        for (var process = 0; process < processes; process++)
        {
            apps.Add(await RunningApp.StartAsync(Workspace, Twilio.Url, settings));
        }
    }

    protected RunningApp Process(int number) => apps[number % apps.Count];

    /// <summary>A call that Twilio has made, just now by its clock.</summary>
    protected async Task<TwilioCall> PlaceAsync(Agent agent, RunningApp? app = null, TimeSpan clockIsAheadBy = default)
    {
        var id = await (app ?? App).PlaceAsync(agent);
        await Eventually.EventuallyAsync(() => Twilio.TimesMade(id) > 0, "Twilio is asked for the call");
        return new TwilioCall(id, agent.Phone, agent.To, DateTimeOffset.UtcNow - TwilioCall.Noon + clockIsAheadBy);
    }

    /// <summary>Returns when nothing that was stored waits to be taken into its call.</summary>
    protected Task AllIsTakenAsync() =>
        Eventually.EventuallyAsync(
            () => Workspace.LookAsync(async db => !await db.InboundWebhooks.AnyAsync(webhook => webhook.State == WebhookState.Pending)),
            "all that is stored is taken into its call");

    protected Task<Call> ReadAsync(TwilioCall call) =>
        Workspace.LookAsync(db =>
            db.Calls.Include(one => one.Legs)
                .Include(one => one.Recordings)
                .AsNoTracking()
                .SingleAsync(one => one.Id == new Domain.Common.CallId(call.Id)));

    /// <summary>
    /// Programs and people who want something stored are told to come again, in words of theirs; nobody is told that it is our fault.
    /// </summary>
    protected async Task AssertNothingCanBeStoredAsync(Agent agent, SignedIn session)
    {
        using var toPlace = RunningApp.ToPlace(agent);
        using var form = session.Form("contacts", ("Name", "Carla"));
        var (refused, page) = (await App.SendAsync(toPlace), await App.SendAsync(form));
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType),
                Is.EqualTo((HttpStatusCode.ServiceUnavailable, "application/problem+json")));
            Assert.That(
                (problem.GetProperty("code").GetString(), problem.GetProperty("title").GetString()),
                Is.EqualTo(("unavailable", "Temporariamente indisponível")));
            Assert.That(refused.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(
                (page.StatusCode, page.Content.Headers.ContentType?.MediaType),
                Is.EqualTo((HttpStatusCode.ServiceUnavailable, "text/html")));
            Assert.That(WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), Does.Contain("não consegue usar o banco de dados"));
            Assert.That(page.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }
    }

    /// <summary>The file is whole, and no row points to one that is not there.</summary>
    protected async Task AssertDatabaseIsSoundAsync()
    {
        await using var connection = await Workspace.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT (SELECT group_concat(integrity_check) FROM pragma_integrity_check) || (SELECT COUNT(*) FROM pragma_foreign_key_check)";
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("ok0"));
        var forgotten = await Workspace.LookAsync(db =>
            db.Calls.CountAsync(call =>
                !db.CarrierRequests.Any(request => request.CallId == call.Id) || !db.CallEvents.Any(happened => happened.CallId == call.Id))
        );
        Assert.That(forgotten, Is.Zero, "calls without what belongs to them");
    }
}

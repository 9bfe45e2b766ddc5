using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Carrier.Traffic;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CrmVoice.Application.Tests.Carrier;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class InboxTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private const string Ringing =
        $"CallSid={AgentSid}&CallStatus=ringing&Timestamp=Mon, 23 Nov 2026 11:59:58 %2B0000&ToCity=S%C3%A3o+Paulo&ToZip=";
    private const string ContactSid = "CA00000000000000000000000000000002";
    private const string OtherAgentSid = "CA00000000000000000000000000000003";
    private const string RecordingSid = "RE00000000000000000000000000000001";
    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await crm.Service<WebhookInbox>().StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await crm.Service<WebhookInbox>().StopAsync(CancellationToken.None);
        await crm.DisposeAsync();
    }

    [Test]
    public async Task A_webhook_is_stored_as_it_came_and_taken_into_its_call_afterwards()
    {
        await StoreAsync(call, Ringing);

        var stored = (await StoredAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (stored.Webhook, stored.Parameters, stored.IdempotencyToken, stored.ArrivedAt),
                Is.EqualTo((CarrierWebhooks.AgentStatus, Ringing, "token", crm.Clock.GetUtcNow())));
            Assert.That((stored.State, stored.Arrivals, stored.ArrivalsTaken), Is.EqualTo((WebhookState.Pending, 1, 0)));
            Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.Requested));
        }

        await ApplyAsync();

        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.AgentRinging));
        Assert.That((await StoredAsync()).Single().State, Is.EqualTo(WebhookState.Applied));
    }

    [Test]
    public async Task The_same_thing_said_again_in_another_order_and_encoding_is_stored_once_and_told_as_a_repetition()
    {
        await StoreAsync(call, Ringing);
        await ApplyAsync();
        crm.Clock.Advance(TimeSpan.FromSeconds(3));
        await StoreAsync(
            call,
            string.Join('&', Ringing.Split('&').Reverse()).Replace("+", "%20", StringComparison.Ordinal),
            token: "another");
        await ApplyAsync();

        var stored = (await StoredAsync()).Single();
        var steps = (await crm.SendAsync(new GetCallTimeline(call))).Where(step => step.Kind == StepKinds.Status).ToList();
        Assert.That(
            (stored.Arrivals, stored.ArrivalsTaken, stored.LastArrivedAt - stored.ArrivedAt),
            Is.EqualTo((2, 2, TimeSpan.FromSeconds(3))));
        Assert.That(
            steps.Select(step => (step.Effect.ToString(), step.ArrivedAt)),
            Is.EqualTo(new[] { ("state:agent-ringing", stored.ArrivedAt), ("duplicate", stored.LastArrivedAt) }));
    }

    [Test]
    public async Task What_was_stored_without_an_answer_has_its_line_also_where_the_same_is_answered_meanwhile()
    {
        await StoreAsync(call, Ringing);
        await StoreAsync(call, Ringing);
        await crm.LookAsync(async db =>
        {
            (await db.InboundWebhooks.SingleAsync()).AnswerAgain(crm.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        var answered = (await StoredAsync()).Single();
        Assert.That((answered.State, answered.Arrivals, answered.ArrivalsTaken), Is.EqualTo((WebhookState.Pending, 3, 1)));

        await ApplyAsync();

        var taken = (await StoredAsync()).Single();
        Assert.That((taken.State, taken.Arrivals, taken.ArrivalsTaken), Is.EqualTo((WebhookState.Applied, 3, 3)));
        Assert.That(
            (await crm.SendAsync(new GetCallTimeline(call))).Count(step => step.Kind == StepKinds.Status),
            Is.EqualTo(2),
            "besides the line of whoever answered");
    }

    [TestCase("CallStatus=ringing", "CallStatus=in-progress")]
    [TestCase("ToZip=", "ToZip=1")]
    [TestCase("&ToZip=", "")]
    [TestCase("ToZip=", "ToZip=&ToZip=")]
    [TestCase("CallSid", "callsid")]
    public async Task What_differs_in_anything_is_stored_beside_it(string one, string other)
    {
        await StoreAsync(call, Ringing);
        await StoreAsync(call, Ringing.Replace(one, other, StringComparison.Ordinal));

        Assert.That(await StoredAsync(), Has.Exactly(2).Items);
    }

    [Test]
    public async Task However_long_a_webhook_is_it_is_stored_whole()
    {
        var longest = $"{Ringing}&Note={new string('n', 60_000)}";
        await StoreAsync(call, Ringing);
        await StoreAsync(call, longest);

        Assert.That((await StoredAsync()).Select(webhook => webhook.Parameters), Is.EqualTo(new[] { Ringing, longest }));
    }

    [Test]
    public async Task Many_at_once_are_stored_once_each()
    {
        var calls = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToList();

        await Task.WhenAll(calls.Concat(calls).Concat(calls).Select(id => StoreAsync(id, Ringing)));

        var stored = await StoredAsync();
        Assert.That(stored.Select(webhook => webhook.CallId.Value), Is.EquivalentTo(calls));
        Assert.That(stored.Select(webhook => webhook.Arrivals), Is.All.EqualTo(3));
    }

    [Test]
    public async Task What_cannot_be_taken_keeps_its_reason_is_tried_later_each_time_and_holds_up_nobody()
    {
        await StoreAsync(Guid.NewGuid(), Ringing);
        await StoreAsync(call, "CallStatus=ringing");
        await StoreAsync(call, Ringing);

        var applied = await ApplyAsync();

        Assert.That(applied.Select(webhook => webhook.Reason?.ToString()), Is.EqualTo(new[] { "unknown-call", "malformed:CallSid", null }));
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.AgentRinging));
        await ApplyAsync();
        await ApplyAsync();
        Assert.That(
            (await StoredAsync()).Select(webhook => (webhook.FailedAttempts, webhook.DueAt - crm.Clock.GetUtcNow())),
            Is.EqualTo(new[] { (3, TimeSpan.FromSeconds(8)), (3, TimeSpan.FromSeconds(8)), (0, TimeSpan.Zero) }));
    }

    [TestCase(CarrierWebhooks.AgentStatus, $"CallSid={AgentSid}&CallStatus=in-progress")]
    [TestCase(CarrierWebhooks.ContactStatus, $"CallSid={ContactSid}&CallStatus=ringing")]
    [TestCase(CarrierWebhooks.DialResult, $"CallSid={OtherAgentSid}&CallStatus=in-progress&DialCallStatus=busy&DialCallSid={ContactSid}")]
    [TestCase(CarrierWebhooks.Fallback, $"CallSid={AgentSid}&CallStatus=in-progress&ErrorCode=11200")]
    [TestCase(CarrierWebhooks.Recording, $"RecordingSid={RecordingSid}&RecordingStatus=completed")]
    public async Task What_speaks_of_a_leg_or_recording_of_another_call_waits_with_that_reason_and_changes_neither(
        string webhook,
        string parameters)
    {
        await StoreAsync(call, Ringing);
        await StoreAsync(call, $"CallSid={ContactSid}&CallStatus=initiated", webhook: CarrierWebhooks.ContactStatus);
        await StoreAsync(call, $"RecordingSid={RecordingSid}&RecordingStatus=in-progress", webhook: CarrierWebhooks.Recording);
        await ApplyAsync();
        var other = (await crm.SendAsync(new PlaceCall("+5511987650002", null), crm.Supervisor)).Id;
        var before = await SeenAsync(call);

        await StoreAsync(other, parameters, webhook: webhook);
        await StoreAsync(other, $"CallSid={OtherAgentSid}&CallStatus=ringing");
        await ApplyAsync();
        await ApplyAsync();

        Assert.That(
            (await StoredAsync()).TakeLast(2).Select(stored => (stored.Reason?.ToString(), stored.FailedAttempts)),
            Is.EqualTo(new (string?, int)[] { ("of-another-call", 2), (null, 0) }));
        Assert.That(await SeenAsync(call), Is.EqualTo(before));
        Assert.That((await crm.SeeAsync(other)).State, Is.EqualTo(CallState.AgentRinging));
        Assert.That(
            (await crm.OutboxAsync(other)).Select(request => request.Kind),
            Is.EqualTo(new[] { CreateCall.Name }),
            "no leg is hung up");

        async Task<string> SeenAsync(Guid id) => System.Text.Json.JsonSerializer.Serialize(await crm.SeeAsync(id));
    }

    [Test]
    public async Task Of_two_calls_that_claim_a_leg_in_the_same_round_the_first_has_it_and_the_other_goes_on_without()
    {
        var other = (await crm.SendAsync(new PlaceCall("+5511987650002", null), crm.Supervisor)).Id;
        await StoreAsync(call, Ringing);
        await StoreAsync(other, Ringing);
        await StoreAsync(other, $"CallSid={OtherAgentSid}&CallStatus=in-progress");

        await crm.Hosted<WebhookApplier>().ApplyDueAsync(CancellationToken.None);

        Assert.That((await StoredAsync()).Select(stored => stored.Reason?.ToString()), Is.EqualTo(new[] { null, "of-another-call", null }));
        Assert.That(
            ((await crm.SeeAsync(call)).State, (await crm.SeeAsync(other)).State),
            Is.EqualTo((CallState.AgentRinging, CallState.AgentAnswered)));
    }

    [Test]
    public async Task What_cannot_be_stored_of_a_call_holds_up_nothing_else_of_it()
    {
        await MakeUnstorableAsync("CallLegs", "CallSid", ContactSid);
        var other = (await crm.SendAsync(new PlaceCall("+5511987650002", null), crm.Supervisor)).Id;
        await StoreAsync(call, Ringing);
        await StoreAsync(call, $"CallSid={ContactSid}&CallStatus=initiated", webhook: CarrierWebhooks.ContactStatus);
        await StoreAsync(call, $"CallSid={AgentSid}&CallStatus=in-progress");
        await StoreAsync(other, $"CallSid={OtherAgentSid}&CallStatus=ringing");

        await crm.Hosted<WebhookApplier>().ApplyDueAsync(CancellationToken.None);

        Assert.That(
            (await StoredAsync()).Select(stored => stored.Reason?.ToString()),
            Is.EqualTo(new[] { null, "failed:DbUpdateException", null, null }));
        Assert.That(
            ((await crm.SeeAsync(call)).State, (await crm.SeeAsync(other)).State),
            Is.EqualTo((CallState.AgentAnswered, CallState.AgentRinging)));
    }

    [Test]
    public async Task A_webhook_of_another_organization_is_neither_seen_nor_taken()
    {
        var inbox = crm.Service<IWebhookInbox>();
        await inbox.StoreAsync(Incoming(crm.Stranger.OrganizationId, call, Ringing));

        Assert.That(await StoredAsync(), Is.Empty);
        Assert.That(
            (await crm.SendAsync(new ApplyWebhooks([.. Enumerable.Range(1, 5).Select(id => (long)id)]), crm.Stranger)).Select(webhook =>
                webhook.Reason?.ToString()),
            Is.EqualTo(new[] { "unknown-call" }));
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.Requested));
    }

    [Test]
    public async Task What_webhooks_carried_is_forgotten_after_thirty_days_and_what_they_changed_stays()
    {
        await StoreAsync(call, Ringing);
        await StoreAsync(Guid.NewGuid(), Ringing);
        await ApplyAsync();
        crm.Clock.Advance(TimeSpan.FromDays(29));
        await StoreAsync(call, Ringing.Replace("ringing", "in-progress", StringComparison.Ordinal));
        await ApplyAsync();
        crm.Clock.Advance(TimeSpan.FromDays(1.5));

        await crm.Hosted<WebhookPurge>().PurgeAsync(CancellationToken.None);

        var stored = await StoredAsync();
        Assert.That(
            stored.Select(webhook => (webhook.Parameters is null, webhook.State, webhook.DueAt == DateTimeOffset.MaxValue)),
            Is.EqualTo(
                new[] { (true, WebhookState.Applied, false), (true, WebhookState.Pending, true), (false, WebhookState.Applied, false) }));
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.AgentAnswered));
        Assert.That((await crm.SendAsync(new GetWebhookParameters(stored[0].Key), crm.Supervisor)).Fields, Is.Null);

        await StoreAsync(call, Ringing);
        Assert.That(
            (await ApplyAsync()).Single(webhook => webhook.Reason is null).Webhook,
            Is.EqualTo(CarrierWebhooks.AgentStatus),
            "one that comes again brings it back");
    }

    [Test]
    public async Task However_many_grow_old_and_whenever_all_are_forgotten()
    {
        var purge = crm.Hosted<WebhookPurge>();
        await StoreManyAsync(first: 0, count: 1001);
        crm.Clock.Advance(TimeSpan.FromDays(1));
        await StoreManyAsync(first: 1001, count: 10);
        crm.Clock.Advance(TimeSpan.FromDays(29.5));
        await purge.PurgeAsync(CancellationToken.None);
        Assert.That(await KeptAsync(), Is.EqualTo(10));

        await purge.PurgeAsync(CancellationToken.None);
        Assert.That(await KeptAsync(), Is.EqualTo(10));

        crm.Clock.Advance(TimeSpan.FromDays(1));
        await purge.PurgeAsync(CancellationToken.None);
        Assert.That(await KeptAsync(), Is.Zero);

        Task StoreManyAsync(int first, int count) =>
            Task.WhenAll(Enumerable.Range(first, count).Select(number => StoreAsync(call, $"{Ringing}&Number={number}")));
        async Task<int> KeptAsync() => (await StoredAsync()).Count(webhook => webhook.Parameters is not null);
    }

    [Test]
    public async Task What_a_conference_said_is_forgotten_after_30_days_as_what_was_said_of_legs()
    {
        var name = Room.NameOf(new CallId(call));
        await StoreAsync(
            call,
            $"ConferenceSid=CF{1:x32}&FriendlyName={name}&StatusCallbackEvent=conference-start&SequenceNumber=1",
            webhook: CarrierWebhooks.RoomEvents);
        await ApplyAsync();
        crm.Clock.Advance(TimeSpan.FromDays(29.5));
        await crm.Hosted<WebhookPurge>().PurgeAsync(CancellationToken.None);
        Assert.That((await StoredAsync()).Single().Parameters, Is.Not.Null);

        crm.Clock.Advance(TimeSpan.FromDays(1));
        await crm.Hosted<WebhookPurge>().PurgeAsync(CancellationToken.None);
        Assert.That((await StoredAsync()).Single().Parameters, Is.Null);
    }

    [Test]
    public async Task How_the_record_came_about_is_told_with_repetitions_delays_and_disorder()
    {
        const string InProgress = $"CallSid={AgentSid}&CallStatus=in-progress&Timestamp=Mon, 23 Nov 2026 12:00:01 %2B0000";
        crm.Clock.Advance(TimeSpan.FromSeconds(10));
        await StoreAsync(call, InProgress);
        await ApplyAsync();
        await StoreAsync(call, Ringing);
        await StoreAsync(call, Ringing);
        await StoreAsync(call, "CallStatus=busy");
        await ApplyAsync();

        var told = await crm.SendAsync(new GetCallForensics(call), crm.Supervisor);

        Assert.That(
            told.Steps.Skip(1).Select(step => (step.Item.Note, step.IsRepetition, step.IsOutOfOrder, step.Delay?.TotalSeconds)),
            Is.EqualTo(
                new (string?, bool, bool, double?)[]
                {
                    ("in-progress", false, false, 9),
                    ("ringing", false, true, 12),
                    ("ringing", true, false, 12),
                }));
        Assert.That(
            told.Findings,
            Is.EquivalentTo(
                new[]
                {
                    new Finding(FindingKind.Repeated, 1),
                    new Finding(FindingKind.OutOfOrder, 1),
                    new Finding(FindingKind.Late, 12),
                    new Finding(FindingKind.Unapplied, 1),
                }));
        Assert.That(
            (await crm.SendAsync(new GetWebhookParameters(told.Steps[2].WebhookKey!), crm.Supervisor)).Fields,
            Has.Member(new KeyValuePair<string, string>("ToCity", "São Paulo")));
        Assert.That(() => crm.SendAsync(new GetCallForensics(call)), Throws.TypeOf<ForbiddenException>(), "an agent");
        Assert.That(
            () => crm.SendAsync(new GetWebhookParameters(told.Steps[2].WebhookKey!), crm.Stranger),
            Throws.TypeOf<NotFoundException>());
    }

    [Test]
    public async Task Somebody_may_have_what_was_not_taken_tried_again_at_once()
    {
        await StoreAsync(Guid.NewGuid(), Ringing);
        await StoreAsync(Guid.NewGuid(), Ringing);
        await ApplyAsync();
        var unapplied = await crm.SendAsync(new ListUnappliedWebhooks(), crm.Supervisor);
        Assert.That(
            (unapplied.Newest.Count, (unapplied.Reasons.Single().Reason.ToString(), unapplied.Reasons.Single().Count)),
            Is.EqualTo((2, ("unknown-call", 2))));
        Assert.That((await crm.SendAsync(new ListUnappliedWebhooks(), crm.Stranger)).Newest, Is.Empty);

        await crm.SendAsync(new TryWebhooksAgain(), crm.Stranger);
        Assert.That((await StoredAsync()).Select(webhook => webhook.DueAt), Is.All.GreaterThan(crm.Clock.GetUtcNow()));
        await crm.SendAsync(new TryWebhooksAgain(unapplied.Newest[0].Id), crm.Supervisor);
        Assert.That((await StoredAsync()).Count(webhook => webhook.DueAt == crm.Clock.GetUtcNow()), Is.EqualTo(1));
        await crm.SendAsync(new TryWebhooksAgain(), crm.Supervisor);
        Assert.That((await StoredAsync()).Select(webhook => webhook.DueAt), Is.All.EqualTo(crm.Clock.GetUtcNow()));
    }

    [Test]
    public async Task An_inbox_that_nobody_works_through_is_unhealthy_and_what_was_tried_in_vain_is_not()
    {
        await StoreAsync(Guid.NewGuid(), Ringing);
        await ApplyAsync();
        Assert.That(await HealthAfterAsync(seconds: 1, beats: true), Is.EqualTo(HealthStatus.Healthy));
        Assert.That(await HealthAfterAsync(seconds: 31, beats: false), Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(await HealthAfterAsync(seconds: 0, beats: true), Is.EqualTo(HealthStatus.Healthy));

        await ApplyAsync();
        await StoreAsync(call, Ringing);
        Assert.That(await HealthAfterAsync(seconds: 120, beats: true), Is.EqualTo(HealthStatus.Healthy));
        Assert.That(await HealthAfterAsync(seconds: 1, beats: true), Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task An_inbox_that_cannot_store_is_unhealthy_until_it_stores_again_or_nothing_has_come_for_minutes()
    {
        await MakeUnstorableAsync("InboundWebhooks", "Webhook", CarrierWebhooks.Recording);
        Assert.That(() => StoreAsync(call, Ringing, webhook: CarrierWebhooks.Recording), Throws.TypeOf<InboxUnavailableException>());
        Assert.That(await HealthAfterAsync(seconds: 60, beats: true), Is.EqualTo(HealthStatus.Unhealthy));

        await StoreAsync(call, Ringing);
        await ApplyAsync();
        Assert.That(await HealthAfterAsync(seconds: 0, beats: true), Is.EqualTo(HealthStatus.Healthy));

        crm.Service<InboxPulse>().NotStored();
        Assert.That(await HealthAfterAsync(seconds: 299, beats: true), Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(await HealthAfterAsync(seconds: 1, beats: true), Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task How_much_waits_in_it_and_how_much_of_that_in_vain_is_measured()
    {
        var watch = crm.Hosted<QueueWatch>();
        using var measured = new Measured(crm.Meters);
        await StoreAsync(Guid.NewGuid(), Ringing);
        await StoreAsync(Guid.NewGuid(), Ringing);
        await ApplyAsync();
        await StoreAsync(call, Ringing);

        await watch.LookAsync(CancellationToken.None);

        Assert.That(
            (measured.Of("crmvoice.inbox.depth")[^1].Value, measured.Of("crmvoice.inbox.unapplied")[^1].Value),
            Is.EqualTo((3d, 2d)));
    }

    [Test]
    public async Task Once_the_application_stops_nothing_more_is_let_in()
    {
        await crm.Service<WebhookInbox>().StopAsync(CancellationToken.None);

        Assert.That(() => StoreAsync(call, Ringing), Throws.TypeOf<InboxUnavailableException>());
    }

    private async Task<HealthStatus> HealthAfterAsync(int seconds, bool beats)
    {
        crm.Clock.Advance(TimeSpan.FromSeconds(seconds));
        if (beats)
        {
            crm.Service<InboxPulse>().Beat();
        }

        var check = await new InboxHealth(
            crm.Service<InboxPulse>(),
            crm.Service<DatabaseProbe>(),
            crm.Clock,
            Options.Create(new InboxOptions())
        ).CheckHealthAsync(new HealthCheckContext());
        return check.Status;
    }

    private Task<int> MakeUnstorableAsync(string table, string column, string value) =>
        crm.LookAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                database is DatabaseProvider.Sqlite
                    ? string.Concat(
                        new[] { "INSERT", "UPDATE" }.Select(change =>
                            $"CREATE TRIGGER Unstorable{change} BEFORE {change} ON {table} WHEN NEW.{column} = '{value}' BEGIN SELECT RAISE(ABORT, 'Refused.'); END;"
                        ))
                    : $"ALTER TABLE {table} ADD CONSTRAINT Unstorable CHECK ({column} <> '{value}')"));

    private Task StoreAsync(Guid callId, string parameters, string? token = "token", string webhook = CarrierWebhooks.AgentStatus) =>
        crm.Service<IWebhookInbox>().StoreAsync(Incoming(crm.Agent.OrganizationId, callId, parameters, token, webhook));

    private IncomingWebhook Incoming(
        OrganizationId organization,
        Guid callId,
        string parameters,
        string? token = null,
        string webhook = CarrierWebhooks.AgentStatus
    ) => new(organization, new CallId(callId), webhook, parameters, UrlEncodedFields.Read(parameters), token, crm.Clock.GetUtcNow());

    private Task<List<InboundWebhook>> StoredAsync() =>
        crm.LookAsync(db => db.InboundWebhooks.AsNoTracking().OrderBy(webhook => webhook.Id).ToListAsync());

    private async Task<IReadOnlyList<AppliedWebhook>> ApplyAsync() =>
        await crm.SendAsync(new ApplyWebhooks([.. (await StoredAsync()).Select(webhook => webhook.Id)]));
}

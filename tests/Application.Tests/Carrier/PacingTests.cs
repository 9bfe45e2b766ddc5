using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Application.Voice;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;

namespace CrmVoice.Application.Tests.Carrier;

/// <summary>Both organizations use one Twilio account, which may be asked for one call a second.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class PacingTests(DatabaseProvider database)
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private readonly Mock<ISpokenCalls> spoken = new(MockBehavior.Strict);
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(
            database,
            callsPerSecond: 1,
            change: services => services.Replace(ServiceDescriptor.Singleton(spoken.Object)));
        await crm.ProveAccountsAsync();
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task The_first_call_is_sent_at_once_and_the_next_waits_for_its_turn()
    {
        var (first, second) = (await PlaceAsync(crm.Agent), await PlaceAsync(crm.Supervisor));

        Assert.That(await ClaimAsync(first), Is.TypeOf<CreateCall.Order>());
        Assert.That(await ClaimAsync(second), Is.Null);
        Assert.That(
            ((await crm.SeeAsync(first)).EstimatedWaitSeconds, (await crm.SeeAsync(second)).EstimatedWaitSeconds),
            Is.EqualTo(((int?)null, (int?)1)));

        crm.Clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.That(await ClaimAsync(second), Is.Null);
        crm.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(await ClaimAsync(second), Is.TypeOf<CreateCall.Order>());
        Assert.That((await crm.SeeAsync(second)).EstimatedWaitSeconds, Is.Null, "it does not wait any more");
    }

    [Test]
    public async Task Two_organizations_on_one_account_share_its_pace()
    {
        var first = await PlaceAsync(crm.Agent);
        var strangers = await PlaceAsync(crm.Stranger, "+14155550123");
        Assert.That(await ClaimAsync(first), Is.TypeOf<CreateCall.Order>());
        Assert.That(await ClaimAsync(strangers, crm.Stranger), Is.Null);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(strangers, crm.Stranger), Is.TypeOf<CreateCall.Order>());
    }

    [Test]
    public async Task Who_has_only_written_down_an_account_holds_nobody_up_who_has_it()
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ConnectTwilio(
                new TwilioAccount(
                    TestCrm.SharedAccountSid,
                    null,
                    null,
                    "made up",
                    null,
                    [PhoneNumber.Parse("+551140000001")],
                    null,
                    null,
                    crm.Clock.GetUtcNow().AddSeconds(1))));
        var (claimed, next) = (await PlaceAsync(crm.Agent), await PlaceAsync(crm.Supervisor));
        var owners = await PlaceAsync(crm.Stranger, "+14155550123");

        Assert.That(await ClaimAsync(claimed), Is.TypeOf<CreateCall.Order>());
        await crm.SendAsync(
            new RecordCreateOutcome(
                (await RequestOfAsync(claimed)).Id,
                new CreateOutcome.NotTaken(TimeSpan.FromSeconds(60), new CarrierError(20429, "Too Many Requests"))));

        Assert.That(
            await ClaimAsync(owners, crm.Stranger),
            Is.TypeOf<CreateCall.Order>(),
            "neither a turn nor a pause of the claimant's is theirs");
        Assert.That(await ClaimAsync(next), Is.Null, "it keeps to a pace of its own");
    }

    [Test]
    public async Task What_an_admin_wants_to_hear_waits_in_the_same_line()
    {
        spoken
            .Setup(calls =>
                calls.SpeakAsync(It.IsAny<PhoneNumber>(), It.IsAny<PhoneNumber>(), It.IsAny<Sentence>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero));
        await ClaimAsync(await PlaceAsync(crm.Agent));

        var hearing = crm.SendAsync(new PreviewText(new SpokenTexts("pt-BR"), SpokenTexts.Moment.Connecting), crm.Supervisor);
        Assert.That(
            () => crm.LookAsync(db => db.CarrierPaces.Select(pace => pace.NextAt).SingleAsync()),
            Is.EqualTo(crm.Clock.GetUtcNow().AddSeconds(2)).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(spoken.Invocations, Is.Empty);

        Assert.That(HasBeenHeardASecondLater, Is.True.After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That((await hearing, spoken.Invocations.Count), Is.EqualTo(((CarrierErrorView?)null, 1)));

        bool HasBeenHeardASecondLater()
        {
            crm.Clock.Advance(TimeSpan.FromSeconds(1));
            return hearing.IsCompleted;
        }
    }

    [Test]
    public async Task Nobody_waits_long_to_hear_a_text_and_takes_no_turn_for_nothing()
    {
        await crm.LookAsync(async db =>
        {
            var pace = CarrierPace.Of(TestCrm.SharedAccountSid, crm.Clock.GetUtcNow());
            pace.Hold(TimeSpan.FromSeconds(11), crm.Clock.GetUtcNow());
            db.Add(pace);
            return await db.SaveChangesAsync();
        });

        Assert.That(
            (await crm.SendAsync(new PreviewText(new SpokenTexts("pt-BR"), SpokenTexts.Moment.Connecting), crm.Supervisor))?.Code,
            Is.EqualTo(20429));
        Assert.That(
            await crm.LookAsync(db => db.CarrierPaces.Select(pace => pace.NextAt).SingleAsync()),
            Is.EqualTo(crm.Clock.GetUtcNow().AddSeconds(11)));
    }

    [Test]
    public async Task Two_processes_that_claim_at_once_give_one_turn_to_one_call()
    {
        await ChangePhoneOfColleagueAsync();
        var calls = new[] { await PlaceAsync(crm.Agent), await PlaceAsync(crm.Supervisor), await PlaceAsync(crm.Colleague) };
        var requests = await Task.WhenAll(calls.Select(RequestOfAsync));

        var orders = await Task.WhenAll(
            requests
                .SelectMany(request => Enumerable.Repeat(request, 2))
                .Select(request => Task.Run(() => crm.SendAsync(new ClaimCarrierRequest(request.Id)))));

        Assert.That(orders.Count(order => order is not null), Is.EqualTo(1));
        var turns = (await Task.WhenAll(calls.Select(RequestOfAsync)))
            .Where(request => request.State is CarrierRequestState.Pending)
            .Select(request => request.DueAt - crm.Clock.GetUtcNow());
        Assert.That(turns, Is.EquivalentTo(new[] { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2) }));
    }

    [Test]
    public async Task The_accounts_own_pace_comes_before_the_installations()
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ConnectTwilio(
                new TwilioAccount(
                    "AC00000000000000000000000000000001",
                    null,
                    null,
                    "protected",
                    null,
                    [PhoneNumber.Parse("+551140000001")],
                    null,
                    null,
                    crm.Clock.GetUtcNow(),
                    callsPerSecond: 4)));
        var (first, second) = (await PlaceAsync(crm.Agent), await PlaceAsync(crm.Supervisor));
        await ClaimAsync(first);
        await ClaimAsync(second);
        Assert.That((await RequestOfAsync(second)).DueAt, Is.EqualTo(crm.Clock.GetUtcNow().AddMilliseconds(250)));
    }

    [TestCase(5, 5)]
    [TestCase(null, 1)]
    public async Task Where_Twilio_was_asked_too_often_the_account_is_left_alone(int? retryAfter, int pause)
    {
        var (first, waiting, next) = (
            await PlaceAsync(crm.Agent),
            await PlaceAsync(crm.Supervisor),
            await PlaceAsync(crm.Stranger, "+14155550123"));
        await ClaimAsync(first);
        await ClaimAsync(waiting);
        await crm.SendAsync(
            new RecordCreateOutcome(
                (await RequestOfAsync(first)).Id,
                new CreateOutcome.NotTaken(
                    retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                    new CarrierError(20429, "Too Many Requests"))));

        Assert.That(
            (await crm.SeeAsync(first)).EstimatedWaitSeconds,
            Is.EqualTo(pause + 2),
            "it waits behind the call that was to come next");
        crm.Clock.Advance(TimeSpan.FromSeconds(pause));
        Assert.That(await ClaimAsync(next, crm.Stranger), Is.Null);
        Assert.That(await ClaimAsync(waiting), Is.Null);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(waiting), Is.TypeOf<CreateCall.Order>());
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(first), Is.TypeOf<CreateCall.Order>());
    }

    [Test]
    public async Task A_call_that_waits_for_its_turn_for_long_is_still_tried_for_two_minutes()
    {
        var (first, second) = (await PlaceAsync(crm.Agent), await PlaceAsync(crm.Supervisor));
        await ClaimAsync(first);
        await ClaimAsync(second);
        crm.Clock.Advance(RecordCreateOutcome.RetryWindow);
        Assert.That(await ClaimAsync(second), Is.TypeOf<CreateCall.Order>());
        await crm.SendAsync(
            new RecordCreateOutcome((await RequestOfAsync(second)).Id, new CreateOutcome.NotTaken(null, CarrierError.Unreachable)));
        Assert.That((await crm.SeeAsync(second)).State, Is.EqualTo(CallState.Requested));
    }

    [Test]
    public async Task After_a_standstill_not_everything_is_sent_at_once()
    {
        var (first, second, third) = (
            await PlaceAsync(crm.Agent),
            await PlaceAsync(crm.Supervisor),
            await PlaceAsync(crm.Stranger, "+14155550123"));
        await ClaimAsync(first);
        await ClaimAsync(second);
        await ClaimAsync(third, crm.Stranger);
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await ClaimAsync(second), Is.TypeOf<CreateCall.Order>());
        Assert.That(await ClaimAsync(third, crm.Stranger), Is.Null);
    }

    [Test]
    public async Task A_process_whose_clock_is_minutes_ahead_keeps_the_others_calls_waiting_for_no_longer_than_those_before_them()
    {
        var (ahead, first, second) = (
            await PlaceAsync(crm.Agent),
            await PlaceAsync(crm.Supervisor),
            await PlaceAsync(crm.Stranger, "+14155550123"));
        crm.Clock.AdjustTime(crm.Clock.GetUtcNow().AddMinutes(3));
        Assert.That(await ClaimAsync(ahead), Is.TypeOf<CreateCall.Order>());
        crm.Clock.AdjustTime(crm.Clock.GetUtcNow().AddMinutes(-3));

        Assert.That(await ClaimAsync(first), Is.Null, "the other process has only just sent one");
        Assert.That(await ClaimAsync(second, crm.Stranger), Is.Null);
        Assert.That(
            ((await RequestOfAsync(first)).DueAt - crm.Clock.GetUtcNow(), (await RequestOfAsync(second)).DueAt - crm.Clock.GetUtcNow()),
            Is.EqualTo((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2))));
    }

    [Test]
    public async Task However_long_the_line_is_nobody_is_let_in_before_those_who_wait()
    {
        var now = crm.Clock.GetUtcNow();
        await crm.AddWaitingCallsAsync(40);
        await crm.LookAsync(async db =>
        {
            var pace = CarrierPace.Of(TestCrm.SharedAccountSid, now);
            Enumerable.Range(0, 40).ToList().ForEach(_ => pace.Reserve(1, now));
            db.Add(pace);
            return await db.SaveChangesAsync();
        });

        var last = await PlaceAsync(crm.Stranger, "+14155550123");
        await ClaimAsync(last, crm.Stranger);

        Assert.That((await RequestOfAsync(last)).DueAt, Is.EqualTo(now.AddSeconds(40)));
    }

    [Test]
    public async Task A_call_withdrawn_while_it_waits_is_never_sent()
    {
        var (first, second) = (await PlaceAsync(crm.Agent), await PlaceAsync(crm.Supervisor));
        await ClaimAsync(first);
        await ClaimAsync(second);
        await crm.SendAsync(new HangUpCall(second), crm.Supervisor);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await ClaimAsync(second), Is.Null);
        var withdrawn = await crm.SeeAsync(second);
        Assert.That((withdrawn.Result, withdrawn.EstimatedWaitSeconds), Is.EqualTo((CallResult.Canceled, (int?)null)));
    }

    [Test]
    public async Task Hanging_up_waits_for_nobody()
    {
        var call = await PlaceAsync(crm.Agent);
        await ClaimAsync(call);
        await crm.SendAsync(
            new RecordCreateOutcome((await RequestOfAsync(call)).Id, new CreateOutcome.Accepted(AgentSid, TimeSpan.FromMilliseconds(2500)))
        );
        Assert.That((await crm.SeeAsync(call)).EstimatedWaitSeconds, Is.EqualTo(3), "Twilio's own line");
        await crm.SendAsync(new HangUpCall(call));
        Assert.That((await crm.ClaimAsync(call, HangUpLeg.Name)).Order, Is.TypeOf<HangUpLeg.Order>());

        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.Ringing, crm.Clock.GetUtcNow(), FactSource.Callback)));
        Assert.That((await crm.SeeAsync(call)).EstimatedWaitSeconds, Is.Null);
    }

    [Test]
    public async Task That_Twilio_is_asked_stands_in_the_timeline_and_changes_nothing_else()
    {
        var call = await PlaceAsync(crm.Agent);
        var heard = await crm.LookAsync(db => db.Calls.Select(c => new { c.LastHeardAt, c.UpdatedAt, c.Version }).SingleAsync());
        crm.Clock.Advance(TimeSpan.FromSeconds(3));
        await ClaimAsync(call);

        var steps = await crm.LookAsync(db => db.CallSteps.AsNoTracking().OrderBy(step => step.Id).ToListAsync());
        Assert.That(
            steps.Select(step => (step.Kind, step.Effect.ToString())),
            Is.EqualTo(new[] { ("requested", "state:requested"), ("create-sent", "sent") }));
        Assert.That(
            await crm.LookAsync(db =>
                db.Calls.Select(c => new { c.LastHeardAt, c.UpdatedAt, c.Version })
                    .SingleAsync()),
            Is.EqualTo(heard));
        Assert.That(await crm.LookAsync(db => db.CallEvents.CountAsync()), Is.EqualTo(1));
    }

    private async Task<Guid> PlaceAsync(TestMember member, string to = "+5511987650001")
    {
        var call = await crm.SendAsync(new PlaceCall(to, null), member);
        crm.Clock.Advance(TimeSpan.FromTicks(1));
        return call.Id;
    }

    private async Task ChangePhoneOfColleagueAsync() =>
        await crm.LookAsync(async db =>
        {
            (await db.Memberships.SingleAsync(member => member.Id == crm.Colleague.Id)).ChangePhone(PhoneNumber.Parse("+5511999995502"));
            return await db.SaveChangesAsync();
        });

    private async Task<CarrierOrder?> ClaimAsync(Guid call, TestMember? member = null) =>
        await crm.SendAsync(new ClaimCarrierRequest((await RequestOfAsync(call)).Id), member);

    private Task<CarrierRequest> RequestOfAsync(Guid call) =>
        crm.LookAsync(db =>
            db.CarrierRequests.IgnoreQueryFilters()
                .AsNoTracking()
                .SingleAsync(request => request.CallId == new CallId(call) && request.Kind == CreateCall.Name));
}

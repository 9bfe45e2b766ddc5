using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>
/// Whoever is brought into a live call is looked at as a call is: the limits hold, and money is held back. A minute of any leg costs 4
/// cents.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class BroughtInBudgetTests(DatabaseProvider database)
{
    private const string Carlos = "+5511987650001";
    private const string Outside = "+551131230099";
    private static readonly DateTimeOffset midnight = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private MeetingGate gate = null!;
    private TestCrm crm = null!;
    private TestMember carla = null!;

    [SetUp]
    public async Task StartAsync()
    {
        gate = new MeetingGate();
        crm = await TestCrm.StartAsync(
            database,
            change: services => services.Replace(ServiceDescriptor.Scoped<IUnitOfWork>(provider =>
                new GatedUnitOfWork(ActivatorUtilities.CreateInstance<UnitOfWork>(provider), gate))));
        carla = await crm.HireAsync("Carla", "+5511999995504");
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));
        var prices = PriceList.Of(crm.Agent.OrganizationId, "BR");
        prices.Replace(TestCrm.SharedAccountSid, "usd", [new PrefixPrice("55", From: null, 0.04m)], crm.Clock.GetUtcNow());
        await crm.LookAsync(db =>
        {
            db.Add(prices);
            return db.SaveChangesAsync();
        });
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Each_leg_that_is_brought_in_holds_back_its_own_money_and_is_ended_when_that_is_spent()
    {
        await LimitAsync(new CallingLimits { DailyBudget = 4m });
        var call = await ConnectAsync(crm.Agent, Carlos);
        Assert.That(await CostAsync(call), Is.EqualTo(2_000_000), "25 minutes at 8 cents, half of what there is");

        var guest = await crm.SendAsync(Add(call, Outside));
        await crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor);
        await crm.SendAsync(new StartTransfer(call, new PartyToCall(carla.Id.Value, null), TransferKind.Warm));

        var legs = await LegsAsync(call);
        Assert.That(
            legs.Where(leg => leg.BroughtInBy is not null).OrderBy(leg => leg.LongestSeconds)
                .Select(leg => (leg.Role, leg.RatePerMinute, leg.LongestSeconds)),
            Is.EqualTo(new[]
            {
                (LegRole.Agent, (decimal?)0.04m, (int?)(6 * 60)),
                (LegRole.Supervisor, 0.04m, 12 * 60),
                (LegRole.Guest, 0.04m, 25 * 60),
            }));
        Assert.That(await CostAsync(call), Is.EqualTo(2_000_000 + (40_000 * (25 + 12 + 6))));
        var (_, order) = await ClaimAsync(call, guest.Id);
        Assert.That(order.Asked.LongestCallSeconds, Is.EqualTo(25 * 60));
    }

    [Test]
    public async Task A_leg_that_is_over_counts_with_its_minutes_and_one_that_is_not_dialled_any_more_with_nothing()
    {
        await LimitAsync(new CallingLimits { DailyBudget = 4m });
        var call = await ConnectAsync(crm.Agent, Carlos);
        var transfer = await crm.SendAsync(new StartTransfer(call, new PartyToCall(carla.Id.Value, null), TransferKind.Warm));
        await crm.SendAsync(new CancelTransfer(call, transfer.Id));
        Assert.That(await CostAsync(call), Is.EqualTo(2_000_000));

        await crm.SendAsync(Add(call, Outside));
        await crm.PlayAsync(call, (room, twilio) =>
        {
            var guest = room.Legs.Single(leg => leg.Role is LegRole.Guest);
            twilio.AnswerAndJoin(guest);
            twilio.HangUp(guest);
        });

        Assert.That(await CostAsync(call), Is.EqualTo(2_040_000), "one begun minute");
    }

    [Test]
    public async Task Once_the_money_is_spent_or_held_back_nobody_is_brought_in_by_anybody()
    {
        var call = await ConnectAsync(crm.Agent, Carlos);

        await LimitAsync(new CallingLimits { DailyBudget = 0.01m });
        foreach (var request in BringingIn(call))
        {
            var refusal = Refused(request.Command, request.By);
            Assert.That((refusal.Case, refusal.AllowedFrom), Is.EqualTo(("budget-exhausted.money", (DateTimeOffset?)midnight)));
        }

        await LimitAsync(new CallingLimits { DailyBudget = 0.2m });
        await crm.SendAsync(Add(call, Outside));
        var heldBack = Refused(new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor);
        Assert.That(heldBack.Case, Is.EqualTo("budget-exhausted.held-back"));
        Assert.That(await LegsAsync(call), Has.Count.EqualTo(3), "nothing is left half done");
    }

    [Test]
    public async Task No_two_calls_are_extended_at_once_with_the_same_money()
    {
        var calls = new[] { await ConnectAsync(crm.Agent, Carlos), await ConnectAsync(carla, "+5511987650002") };
        await LimitAsync(new CallingLimits { DailyBudget = 0.2m });
        gate.Close();

        var outcomes = await Task.WhenAll(
            calls.Select((call, at) => Task.Run(() => TryAsync(Add(call, $"+55113123009{at}")))));

        Assert.That(outcomes.Order(StringComparer.Ordinal), Is.EqualTo(new[] { "budget-exhausted.held-back", "done" }));
        Assert.That(await crm.LookAsync(db => db.Calls.SumAsync(call => call.CostMicros)), Is.EqualTo(200_000));
    }

    [Test]
    public async Task Who_brings_somebody_in_has_made_one_of_the_calls_of_a_minute()
    {
        await LimitAsync(new CallingLimits { CallsPerAgentPerMinute = 2 });
        var call = await ConnectAsync(crm.Agent, Carlos);
        crm.Clock.Advance(TimeSpan.FromSeconds(20));
        await crm.SendAsync(Add(call, Outside));
        var added = crm.Clock.GetUtcNow();

        var refusal = Refused(Add(call, "+551131230088"), crm.Agent);

        Assert.That(refusal.Code, Is.EqualTo(RuleCodes.TooManyRequests));
        crm.Clock.Advance(refusal.RetryAfter!.Value);
        await crm.SendAsync(Add(call, "+551131230088"));
        Assert.That(
            Refused(Add(call, "+551131230077"), crm.Agent).RetryAfter,
            Is.EqualTo(added + CallBudget.Minute - crm.Clock.GetUtcNow()),
            "the first of the two that were added has to be a minute old");
        await crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor);
    }

    [Test]
    public async Task When_the_calls_of_a_day_are_used_up_nobody_is_brought_in()
    {
        await LimitAsync(new CallingLimits { CallsPerDay = 1 });
        var call = await ConnectAsync(crm.Agent, Carlos);
        foreach (var request in BringingIn(call))
        {
            Assert.That(Refused(request.Command, request.By).Case, Is.EqualTo("budget-exhausted"));
        }
    }

    [Test]
    public async Task A_colleague_is_not_rung_where_the_organization_does_not_call()
    {
        var call = await ConnectAsync(crm.Agent, Carlos);
        await LimitAsync(new CallingLimits { BlockedPrefixes = ["+5511999995504"] });
        Assert.That(Refused(new AddLeg(call, new PartyToCall(carla.Id.Value, null)), crm.Agent).Code, Is.EqualTo(RuleCodes.BlockedPrefix));
    }

    private static AddLeg Add(Guid call, string number) => new(call, new PartyToCall(null, number));

    private IEnumerable<(IBaseRequest Command, TestMember By)> BringingIn(Guid call) =>
    [
        (Add(call, Outside), crm.Agent),
        (new StartTransfer(call, new PartyToCall(carla.Id.Value, null), TransferKind.Cold), crm.Agent),
        (new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor),
    ];

    private Task<int> LimitAsync(CallingLimits limits) =>
        crm.ChangeOrganizationAsync(organization => organization.ChangeCallingLimits(limits));

    private async Task<Guid> ConnectAsync(TestMember agent, string to)
    {
        var placed = await crm.SendAsync(new PlaceCall(to, null), agent);
        await crm.PlayAsync(placed.Id, (_, twilio) => twilio.Connect());
        return placed.Id;
    }

    private LimitRefusal Refused(IBaseRequest command, TestMember by) =>
        Assert.ThrowsAsync<DomainRuleException>(() => command switch
        {
            AddLeg add => crm.SendAsync(add, by),
            StartTransfer transfer => crm.SendAsync(transfer, by),
            _ => crm.SendAsync((SuperviseCall)command, by),
        })!.Limit!;

    private async Task<string> TryAsync(AddLeg add)
    {
        try
        {
            await crm.SendAsync(add, crm.Supervisor);
            return "done";
        }
        catch (DomainRuleException rule)
        {
            return rule.Limit!.Case;
        }
    }

    private Task<long?> CostAsync(Guid id) =>
        crm.LookAsync(db => db.Calls.Where(call => call.Id == new CallId(id)).Select(call => call.CostMicros).SingleAsync());

    private Task<List<Leg>> LegsAsync(Guid id) =>
        crm.LookAsync(db => db.Calls.AsNoTracking().Where(call => call.Id == new CallId(id)).SelectMany(call => call.Legs).ToListAsync());

    private async Task<(Guid RequestId, CreateCall.Order Order)> ClaimAsync(Guid call, Guid leg)
    {
        var request = (await crm.OutboxAsync(call)).Single(one => one.Payload == CreateCall.PayloadOf(new LegId(leg)));
        return (request.Id, (CreateCall.Order)(await crm.SendAsync(new ClaimCarrierRequest(request.Id)))!);
    }
}

using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What an organization's calls may cost a day. A minute costs 10 cents: 4 of the agent's leg, 6 of the contact's.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class MoneyBudgetTests(DatabaseProvider database)
{
    private const string Carlos = "+551134567890";
    private const string AgentSid = "CA00000000000000000000000000000001";
    private static readonly DateTimeOffset midnight = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private static readonly CountryPrices brazil =
        new("usd", [new PrefixPrice("55", null, 0.06m), new PrefixPrice("551199", null, 0.04m), new PrefixPrice("5521", null, 0.9m)]);

    private readonly Mock<IVoicePrices> twilio = new();
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        twilio.Reset();
        twilio.Setup(prices => prices.ReadAsync("BR", It.IsAny<CancellationToken>())).ReturnsAsync(brazil);
        crm = await TestCrm.StartAsync(database, change: services => services.Replace(ServiceDescriptor.Singleton(twilio.Object)));
        await crm.SendAsync(new ReadPrices());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_call_is_placed_with_the_time_that_the_money_is_enough_for_and_with_its_rates()
    {
        await BudgetAsync(4m);
        var call = await PlacedAsync(crm.Agent);

        Assert.That((call.Settings.LongestCallSeconds, call.CostMicros), Is.EqualTo((20 * 60, (long?)2_000_000)));
        Assert.That(call.Rates, Is.EqualTo(new CallRates(0.04m, 0.06m, "USD")));

        var other = await PlacedAsync(crm.Supervisor);
        Assert.That(other.Settings.LongestCallSeconds, Is.EqualTo(10 * 60), "half of what the first one leaves");
    }

    [Test]
    public async Task Without_a_budget_a_call_lasts_as_long_as_the_organization_says()
    {
        var call = await PlacedAsync(crm.Agent);
        Assert.That((call.Settings.LongestCallSeconds, call.Rates), Is.EqualTo((CallSettings.LongestCall, (CallRates?)null)));
    }

    [Test]
    public async Task What_live_calls_may_still_cost_is_not_spent_twice_and_is_free_again_when_they_end()
    {
        await BudgetAsync(0.19m);
        var live = await PlacedAsync(crm.Agent);

        var refusal = Refused(crm.Supervisor);

        Assert.That((refusal.Case, refusal.AllowedFrom), Is.EqualTo(("budget-exhausted.held-back", (DateTimeOffset?)null)));
        await EndAsync(live);
        await PlacedAsync(crm.Supervisor);
    }

    [Test]
    public async Task Once_the_money_is_spent_no_call_is_placed_until_midnight_in_the_organizations_zone()
    {
        await BudgetAsync(0.5m);
        await SpendAsync(500_000);

        var refusal = Refused(crm.Agent);

        Assert.That((refusal.Case, refusal.AllowedFrom), Is.EqualTo(("budget-exhausted.money", (DateTimeOffset?)midnight)));
        Assert.That((await crm.SendAsync(new Application.Identity.GetMyProfile())).UsedUp, Is.EqualTo(refusal), "buttons say it before");
        crm.Clock.SetUtcNow(midnight - TimeSpan.FromSeconds(1));
        Refused(crm.Agent);
        crm.Clock.SetUtcNow(midnight);
        await PlacedAsync(crm.Agent);
    }

    [Test]
    public async Task An_admin_lifts_the_stop_until_midnight_and_has_the_budget_hold_again()
    {
        await BudgetAsync(0.5m);
        await SpendAsync(600_000);
        Refused(crm.Agent);

        await crm.SendAsync(new LiftBudgetStop(IsLifted: true));
        await crm.SendAsync(new LiftBudgetStop(IsLifted: true));

        var view = await crm.SendAsync(new GetBudget());
        Assert.That((view!.LiftedUntil, view.Currency, view.Use.Share), Is.EqualTo(((DateTimeOffset?)midnight, "USD", 120)));
        var call = await PlacedAsync(crm.Agent);
        Assert.That(call.Settings.LongestCallSeconds, Is.EqualTo(CallSettings.LongestCall));
        await crm.SendAsync(Change(0.7m));
        Assert.That((await crm.SendAsync(new GetBudget()))!.LiftedUntil, Is.EqualTo(midnight), "saving the limits leaves it lifted");

        await crm.SendAsync(new LiftBudgetStop(IsLifted: false));
        Refused(crm.Supervisor);
        Assert.That(
            await crm.LookAsync(db => db.AuditEntries.OrderBy(entry => entry.At).Select(entry => entry.Action).ToListAsync()),
            Is.EqualTo(new[] { AuditAction.BudgetStopLifted, AuditAction.CallingLimitsChanged, AuditAction.BudgetStopRestored }));
    }

    [Test]
    public async Task A_number_without_a_price_is_taken_for_the_most_expensive_one()
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ChangeCallingLimits(new CallingLimits { DailyBudget = 9.4m, Regions = ["PT"] }));
        var call = await PlacedAsync(crm.Agent, "+351212345678");
        Assert.That((call.Rates!.ContactPerMinute, call.Settings.LongestCallSeconds), Is.EqualTo((0.9m, 5 * 60)));
    }

    [Test]
    public async Task Without_any_price_no_budget_is_saved_and_none_that_is_there_lets_a_call_through()
    {
        await crm.LookAsync(db => db.PriceLists.ExecuteDeleteAsync());
        var refusal = Assert.ThrowsAsync<ValidationException>(() => crm.SendAsync(Change(5m)));
        Assert.That(refusal.Errors.Single().ErrorCode, Is.EqualTo("no-prices"));

        await BudgetAsync(5m);
        Assert.That(Refused(crm.Agent).Case, Is.EqualTo("budget-exhausted.prices"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1_000_001)]
    public void A_budget_that_is_none_is_not_saved(int amount)
    {
        var refusal = Assert.ThrowsAsync<ValidationException>(() => crm.SendAsync(Change(amount)));
        Assert.That(refusal.Errors.Select(error => (error.PropertyName, error.ErrorCode)), Is.EqualTo(new[] { ("DailyBudget", "budget") }));
    }

    [Test]
    public async Task Prices_are_read_again_a_day_later_and_those_of_before_are_kept_where_Twilio_does_not_answer()
    {
        await BudgetAsync(5m);
        var watch = crm.Hosted<BudgetWatch>();
        await watch.LookAsync(CancellationToken.None);
        AskedTimes(1);

        twilio.Setup(prices => prices.ReadAsync("BR", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new CountryPrices("", [], new CarrierErrorView(0, "no answer")));
        crm.Clock.Advance(PriceList.Lifetime);
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        AskedTimes(3);
        Assert.That((await PlacedAsync(crm.Agent)).Rates, Is.Not.Null);
        Assert.That(crm.Log.Text.Split("earlier prices are used").Length - 1, Is.EqualTo(1), "told once");
    }

    [Test]
    public async Task The_log_says_once_that_most_of_the_budget_is_spent_and_once_that_all_of_it_is()
    {
        await BudgetAsync(1m);
        await SpendAsync(800_000);
        var watch = crm.Hosted<BudgetWatch>();
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);
        await crm.LookAsync(db => db.Calls.ExecuteUpdateAsync(call => call.SetProperty(one => one.CostMicros, 1_000_000)));
        await watch.LookAsync(CancellationToken.None);
        await watch.LookAsync(CancellationToken.None);

        Assert.That(crm.Log.Text.Split("80 %").Length - 1, Is.EqualTo(1));
        Assert.That(crm.Log.Text.Split("has spent today's budget").Length - 1, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_mail_server_and_while_the_stop_is_lifted_nobody_is_mailed()
    {
        await BudgetAsync(1m);
        await SpendAsync(1_000_000);

        await crm.SendAsync(new MailBudgetNews());
        Mock.Get(crm.Service<IBudgetMails>()).Setup(mails => mails.AreSent).Returns(true);
        await crm.SendAsync(new LiftBudgetStop(IsLifted: true));
        await crm.SendAsync(new MailBudgetNews());
        Assert.That(await StopToldAsync(), Is.Null);

        await crm.SendAsync(new LiftBudgetStop(IsLifted: false));
        await crm.SendAsync(new MailBudgetNews());
        Assert.That(await StopToldAsync(), Is.EqualTo(midnight.AddDays(-1)));

        Task<DateTimeOffset?> StopToldAsync() =>
            crm.LookAsync(db => db.BudgetLedgers.AsNoTracking().Select(ledger => ledger.StopToldAt).SingleAsync());
    }

    private static ChangeCallingLimits Change(decimal budget) =>
        new([], [], BlocksPremiumRate: true, 10, 500, 5_000, MinutesPerDay: null, budget);

    private Task<int> BudgetAsync(decimal budget) =>
        crm.ChangeOrganizationAsync(organization => organization.ChangeCallingLimits(new CallingLimits { DailyBudget = budget }));

    private async Task SpendAsync(long micros)
    {
        await EndAsync(await PlacedAsync(crm.Supervisor));
        await crm.LookAsync(db => db.Calls.ExecuteUpdateAsync(call => call.SetProperty(one => one.CostMicros, micros)));
    }

    private async Task<Call> PlacedAsync(TestMember member, string to = Carlos)
    {
        var placed = await crm.SendAsync(new PlaceCall(to, ContactId: null), member);
        return await crm.LookAsync(db => db.Calls.AsNoTracking().SingleAsync(call => call.Id == new CallId(placed.Id)));
    }

    private LimitRefusal Refused(TestMember member)
    {
        var refusal = Assert.ThrowsAsync<DomainRuleException>(() => crm.SendAsync(new PlaceCall(Carlos, ContactId: null), member));
        return refusal!.Limit!;
    }

    private Task<int> EndAsync(Call placed) => crm.LookAsync(async db =>
    {
        var call = await db.Calls.Include(one => one.Legs).SingleAsync(one => one.Id == placed.Id);
        call.MergeLeg(
            LegRole.Agent, AgentSid, null, new LegReport(LegStatus.Busy, crm.Clock.GetUtcNow(), FactSource.Callback), crm.Clock.GetUtcNow());
        await db.Seats.Where(seat => seat.CallId == placed.Id).ExecuteDeleteAsync();
        return await db.SaveChangesAsync();
    });

    private void AskedTimes(int times) =>
        twilio.Verify(prices => prices.ReadAsync("BR", It.IsAny<CancellationToken>()), Times.Exactly(times));
}

using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Application.Voice;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Moq;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>
/// Calls that only say something on a member's own phone take from the day's money as well: two minutes at 4 cents.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class ServiceCallBudgetTests(DatabaseProvider database)
{
    private const string Another = "+5511912345678";
    private static readonly DateTimeOffset midnight = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
    private static readonly SpokenTexts texts = new CallSettings().TextsIn("en");

    private static readonly IRequest<PlacedTestCall> test = new PlaceTestCall();

    private readonly Mock<ISpokenCalls> spoken = new();
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        spoken.Reset();
        Answer(new CreateOutcome.Accepted("CA00000000000000000000000000000001", TimeSpan.Zero));
        crm = await TestCrm.StartAsync(database, change: services => services.Replace(ServiceDescriptor.Singleton(spoken.Object)));
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
    public async Task A_test_call_a_spoken_code_and_a_text_to_hear_are_spent_for_two_minutes_each()
    {
        await BudgetAsync(0.3m);

        await crm.SendAsync(test);
        await crm.SendAsync(new SayPhoneCode(Another, "012345", "en"));
        await crm.SendAsync(new PreviewText(texts, SpokenTexts.Moment.Busy));

        Assert.That(await SpentAsync(), Is.EqualTo(240_000));
        crm.Clock.SetUtcNow(midnight);
        Assert.That(await SpentAsync(), Is.Zero, "the next day begins with nothing spent");
        await crm.SendAsync(test);
        Assert.That(await SpentAsync(), Is.EqualTo(80_000));
    }

    [Test]
    public async Task Without_the_money_none_is_placed_and_nothing_is_left_half_done()
    {
        await BudgetAsync(0.1m);
        await crm.SendAsync(test);

        var refused = Refused(test);
        Assert.That((refused.Case, refused.AllowedFrom), Is.EqualTo(("budget-exhausted.money", (DateTimeOffset?)midnight)));
        Assert.That(Refused(new SayPhoneCode(Another, "012345", "en")), Is.EqualTo(refused));
        Assert.That(Refused(new PreviewText(texts, SpokenTexts.Moment.Busy)), Is.EqualTo(refused));
        Assert.That(Refused(new ChangeMyProfile(Another, Language: null)), Is.EqualTo(refused));

        Asked(Times.Once());
        Assert.That(await crm.LookAsync(db => db.Set<PhoneCode>().CountAsync()), Is.Zero);
        Assert.That(
            await crm.LookAsync(db => db.Memberships.Where(one => one.Id == crm.Agent.Id).Select(one => one.PendingPhone).SingleAsync()),
            Is.Null);
        Assert.That(await SpentAsync(), Is.EqualTo(80_000));
    }

    [Test]
    public async Task What_Twilio_did_not_place_is_not_spent_and_what_it_may_have_placed_is()
    {
        await BudgetAsync(0.3m);
        Answer(new CreateOutcome.Refused(new CarrierError(21215, "Not permitted")));
        await crm.SendAsync(test);
        Assert.That(await SpentAsync(), Is.Zero);

        Answer(new CreateOutcome.Unclear("no answer"));
        await crm.SendAsync(test);
        Assert.That(await SpentAsync(), Is.EqualTo(80_000));
    }

    [Test]
    public async Task Where_an_admin_has_lifted_the_stop_they_are_placed_and_count()
    {
        await BudgetAsync(0.01m);
        Refused(test);
        await crm.SendAsync(new LiftBudgetStop(IsLifted: true));

        await crm.SendAsync(test);

        Assert.That(await SpentAsync(), Is.EqualTo(80_000));
    }

    [Test]
    public async Task Without_a_budget_they_are_placed_and_nothing_is_counted()
    {
        await crm.SendAsync(test);
        Asked(Times.Once());
        Assert.That(await crm.LookAsync(db => db.BudgetLedgers.CountAsync()), Is.Zero);
    }

    private void Answer(CreateOutcome outcome) =>
        spoken.Setup(calls => calls.SpeakAsync(
                It.IsAny<PhoneNumber>(), It.IsAny<PhoneNumber>(), It.IsAny<Sentence>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(outcome);

    private void Asked(Times times) =>
        spoken.Verify(
            calls => calls.SpeakAsync(
                It.IsAny<PhoneNumber>(), It.IsAny<PhoneNumber>(), It.IsAny<Sentence>(), It.IsAny<CancellationToken>()),
            times);

    private LimitRefusal Refused<TResponse>(IRequest<TResponse> request) =>
        Assert.ThrowsAsync<DomainRuleException>(() => crm.SendAsync(request))!.Limit!;

    private async Task<long> SpentAsync() => (await crm.SendAsync(new GetBudget()))!.Use.Spent;

    private Task<int> BudgetAsync(decimal budget) =>
        crm.ChangeOrganizationAsync(organization => organization.ChangeCallingLimits(new CallingLimits { DailyBudget = budget }));
}

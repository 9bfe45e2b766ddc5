using CrmVoice.Application.Calls;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Application.Voice;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Where an organization in Brazil may call, and how much. It is noon in UTC, nine in the morning there.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class CallingLimitsTests(DatabaseProvider database)
{
    private const string Carlos = "+5511987650001";
    private static readonly DateTimeOffset midnight = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    // Countries that share a calling code, and numbers that belong to none.
    private static readonly (string Number, string Region)[] places =
    [
        ("+12125550001", "US"), ("+14165550123", "CA"), ("+18095551234", "DO"), ("+17875551234", "PR"),
        ("+442079460958", "GB"), ("+441534123456", "JE"), ("+447797712345", "JE"),
        ("+79123456789", "RU"), ("+77012345678", "KZ"),
        ("+351912345678", "PT"), ("+541123456789", "AR"),
        ("+80012345678", "001"), ("+870773123456", "001"), ("+881612345678", "001"),
    ];

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_number_is_called_where_its_own_country_is_allowed_and_no_other()
    {
        foreach (var (number, region) in places)
        {
            await LimitAsync(new CallingLimits { Regions = [.. places.Select(place => place.Region).Except([region])] });
            var refusal = Refused(number);
            Assert.That((refusal.Code, refusal.Region), Is.EqualTo((RuleCodes.CountryNotAllowed, region)), number);

            await LimitAsync(new CallingLimits { Regions = [region], BlockedPrefixes = [], CallsPerAgentPerMinute = 100 });
            await PlaceAsync(number);
        }
    }

    [Test]
    public async Task Satellites_and_premium_rates_are_blocked_also_where_their_country_is_allowed_until_an_admin_allows_them()
    {
        await LimitAsync(new CallingLimits { Regions = ["001", "GB"] });
        Assert.That(Refused("+870773123456").Case, Is.EqualTo("blocked-prefix"));
        Assert.That(Refused("+449098790000").Case, Is.EqualTo("blocked-prefix.premium-rate"));

        await LimitAsync(new CallingLimits { Regions = ["001", "GB"], BlockedPrefixes = ["+44208", "+5521"], BlocksPremiumRate = false });

        await PlaceAsync("+870773123456");
        await PlaceAsync("+449098790000");
        await PlaceAsync("+442079460958");
        Assert.That((Refused("+442083661177").Kind, Refused("+5521976543210").Kind), Is.EqualTo((LimitKind.Prefix, LimitKind.Prefix)));
    }

    [Test]
    public async Task An_agents_own_phone_rings_nowhere_else_neither_for_a_call_nor_for_a_test()
    {
        await crm.LookAsync(async db =>
        {
            db.Memberships.Single(member => member.Id == crm.Agent.Id).ChangePhone(PhoneNumber.Parse("+351912345678"));
            return await db.SaveChangesAsync();
        });

        var call = Refused(Carlos);
        var test = Assert.ThrowsAsync<DomainRuleException>(() => crm.SendAsync(new PlaceTestCall()));

        Assert.That((call.Case, call.Region), Is.EqualTo(("country-not-allowed.own-phone", "PT")));
        Assert.That(test.Limit, Is.EqualTo(call));
    }

    [Test]
    public async Task An_agent_calls_so_often_in_a_minute_and_is_told_when_there_is_room_again()
    {
        await LimitAsync(new CallingLimits { CallsPerAgentPerMinute = 3 });
        var first = new PlaceCall(Carlos, ContactId: null, IdempotencyKey: "a-key");
        await PlaceAsync(first);
        crm.Clock.Advance(TimeSpan.FromSeconds(10));
        await crm.SendAsync(first);
        Refused("+12125550001");
        await PlaceAsync(Carlos);
        await PlaceAsync(Carlos);
        crm.Clock.Advance(TimeSpan.FromSeconds(20));

        var refusal = Refused(Carlos);

        Assert.That((refusal.Code, refusal.RetryAfter), Is.EqualTo((RuleCodes.TooManyRequests, TimeSpan.FromSeconds(30))));
        Assert.That((await crm.SendAsync(first)).To, Is.EqualTo(Carlos), "what was answered is answered again");
        await PlaceAsync(new PlaceCall(Carlos, ContactId: null), crm.Supervisor);
        crm.Clock.Advance(refusal.RetryAfter!.Value);
        await PlaceAsync(Carlos);
        Assert.That(Refused(Carlos).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task A_day_has_so_many_calls_of_an_agent_until_midnight_in_the_organizations_zone()
    {
        await LimitAsync(new CallingLimits { CallsPerAgentPerDay = 2 });
        await PlaceAsync(Carlos);
        await PlaceAsync(Carlos);

        var refusal = Refused(Carlos);

        Assert.That((refusal.Case, refusal.AllowedFrom), Is.EqualTo(("budget-exhausted.agent", midnight)));
        await PlaceAsync(new PlaceCall(Carlos, ContactId: null), crm.Supervisor);
        crm.Clock.SetUtcNow(midnight - TimeSpan.FromSeconds(1));
        Refused(Carlos);
        crm.Clock.SetUtcNow(midnight);
        await PlaceAsync(Carlos);
    }

    [Test]
    public async Task A_day_has_so_many_calls_and_minutes_of_the_organization()
    {
        await LimitAsync(new CallingLimits { CallsPerDay = 2, MinutesPerDay = 2 });
        await PlaceAsync(new PlaceCall(Carlos, ContactId: null), crm.Supervisor);
        await crm.LookAsync(db => db.Calls.ExecuteUpdateAsync(call => call.SetProperty(one => one.TalkSeconds, 61)));
        var minutes = Refused(Carlos);
        await crm.LookAsync(db => db.Calls.ExecuteUpdateAsync(call => call.SetProperty(one => one.TalkSeconds, 60)));
        await PlaceAsync(Carlos);

        var calls = Refused(Carlos);

        Assert.That((minutes.Case, minutes.AllowedFrom), Is.EqualTo(("budget-exhausted.minutes", midnight)));
        Assert.That((calls.Case, calls.AllowedFrom), Is.EqualTo(("budget-exhausted", midnight)));
        var today = (await crm.SendAsync(new GetCallingLimits())).Today;
        Assert.That((today.Calls, today.Minutes, today.MaxOfAnAgent, today.MaxOfAnAgentInAMinute), Is.EqualTo((2, 1, 1, 1)));
    }

    [TestCase("881", "prefix")]
    [TestCase("+8", "prefix")]
    [TestCase("+12345678901", "prefix")]
    [TestCase("+55x", "prefix")]
    [TestCase("+55", "own-country")]
    public void A_prefix_that_is_none_or_blocks_the_own_country_is_not_saved(string prefix, string code)
    {
        var refusal = Assert.ThrowsAsync<ValidationException>(() => crm.SendAsync(Change([prefix])));
        Assert.That(refusal.Errors.Select(error => (error.PropertyName, error.ErrorCode)), Is.EqualTo(new[] { ("BlockedPrefixes", code) }));
    }

    [Test]
    public async Task Whoever_means_it_blocks_the_own_country()
    {
        await crm.SendAsync(Change(["+55"]) with { BlocksOwnCountry = true });
        Assert.That(Refused(Carlos).Kind, Is.EqualTo(LimitKind.Prefix));
    }

    [Test]
    public async Task Two_hundred_prefixes_are_saved_and_one_more_is_not()
    {
        string[] most = [.. Enumerable.Range(0, 200).Select(number => $"+1900{number:000}")];
        await crm.SendAsync(Change(most));
        Assert.That((await crm.SendAsync(new GetCallingLimits())).Limits.BlockedPrefixes, Is.EqualTo(most));
        Assert.That(async () => await crm.SendAsync(Change([.. most, "+881"])), Throws.TypeOf<ValidationException>());
    }

    [Test]
    public async Task An_organization_from_before_there_were_limits_calls_on_wherever_it_called_lately_or_knows_somebody()
    {
        await crm.AddContactAsync("Rui", "+351912345678");
        await AddCallAsync("+12125550001", daysAgo: 89);
        await AddCallAsync("+541123456789", daysAgo: 91);
        await AddCallAsync("+870773123456", daysAgo: 1);
        await AddCallAsync("+449098790000", daysAgo: 1);
        await crm.LookAsync(async db =>
        {
            db.Entry(await db.Organizations.SingleAsync()).Property(organization => organization.CallingLimits).CurrentValue = null;
            return await db.SaveChangesAsync();
        });

        await LimitsOfBefore.DecideAsync(crm.Service<IServiceProvider>(), CancellationToken.None);
        await LimitsOfBefore.DecideAsync(crm.Service<IServiceProvider>(), CancellationToken.None);

        var limits = (await crm.SendAsync(new GetCallingLimits())).Limits;
        Assert.That(limits.Regions, Is.EqualTo(new[] { "001", "GB", "PT", "US" }));
        Assert.That(limits.BlockedPrefixes, Is.EqualTo(CallingLimits.DefaultPrefixes.Except(["+870"])));
        Assert.That(limits.BlocksPremiumRate, Is.False);
        var others = (await crm.SendAsync(new GetCallingLimits(), crm.Stranger)).Limits;
        Assert.That(others.Regions, Is.EqualTo(new[] { "US" }), "what was decided stays");
    }

    private static ChangeCallingLimits Change(IReadOnlyList<string> prefixes) =>
        new([], prefixes, BlocksPremiumRate: true, 10, 500, 5_000, MinutesPerDay: null);

    private Task<int> LimitAsync(CallingLimits limits) =>
        crm.ChangeOrganizationAsync(organization => organization.ChangeCallingLimits(limits));

    private Task PlaceAsync(string number) => PlaceAsync(new PlaceCall(number, ContactId: null));

    private async Task PlaceAsync(PlaceCall command, TestMember? asMember = null)
    {
        var call = await crm.SendAsync(command, asMember);
        Assert.That(call.State, Is.EqualTo(CallState.Requested));
        await crm.SendAsync(new HangUpCall(call.Id), asMember);
    }

    private LimitRefusal Refused(string number)
    {
        var refusal = Assert.ThrowsAsync<DomainRuleException>(() => crm.SendAsync(new PlaceCall(number, ContactId: null)));
        return refusal.Limit!;
    }

    private Task<int> AddCallAsync(string to, int daysAgo) => crm.LookAsync(db =>
    {
        var (organization, at) = (crm.Agent.OrganizationId, crm.Clock.GetUtcNow().AddDays(-daysAgo));
        var (phone, from) = (PhoneNumber.Parse("+5511999995501"), PhoneNumber.Parse("+551140000001"));
        var number = PhoneNumber.Parse(to);
        db.Add(Call.Place(organization, crm.Agent.Id, phone, from, number, contactId: null, opportunityId: null, new(), "pt-BR", at));
        return db.SaveChangesAsync();
    });
}

using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>What a call counts for in the day's budget, from its beginning until Twilio has said what it cost.</summary>
public sealed class CallCostTests
{
    private const string Agent = "CA00000000000000000000000000000001";
    private const string Contact = "CA00000000000000000000000000000002";

    private static readonly CallRates rates = new(0.04m, 0.06m, "USD");

    [Test]
    public void A_live_call_counts_with_the_most_it_may_cost_and_an_ended_one_with_the_minutes_of_its_legs()
    {
        var call = Placed(rates);
        Assert.That(call.CostMicros, Is.EqualTo(Micros.Of(0.10m * 3)));

        Answer(call);
        Assert.That(call.CostMicros, Is.EqualTo(Micros.Of(0.10m * 3)));

        End(call);
        Assert.That(call.CostMicros, Is.EqualTo(Micros.Of((0.04m * 2) + 0.06m)), "61 and 50 seconds, each begun minute in full");
    }

    [Test]
    public void What_Twilio_says_takes_the_place_of_what_was_estimated_leg_by_leg()
    {
        var call = Placed(rates);
        Answer(call);
        End(call);

        Price(call, LegRole.Agent, Agent, 0.5m);
        Assert.That(call.CostMicros, Is.EqualTo(Micros.Of(0.5m + 0.06m)));

        Price(call, LegRole.Contact, Contact, 0.25m);
        Assert.That(call.CostMicros, Is.EqualTo(Micros.Of(0.75m)));
    }

    [Test]
    public void A_call_that_nobody_answered_costs_nothing()
    {
        var call = Placed(rates);
        call.MergeLeg(LegRole.Agent, Agent, null, new LegReport(LegStatus.NoAnswer, Transcript.Start, FactSource.Callback), Transcript.Start);
        Assert.That((call.HasEnded, call.CostMicros), Is.EqualTo((true, 0)));
    }

    [Test]
    public void Without_rates_only_what_Twilio_says_is_known()
    {
        var call = Placed(rates: null);
        Answer(call);
        End(call);
        Assert.That(call.CostMicros, Is.Null);

        Price(call, LegRole.Agent, Agent, 0.5m);
        Assert.That(call.CostMicros, Is.EqualTo(500_000));
    }

    private static Call Placed(CallRates? rates) => Call.Place(
        OrganizationId.New(),
        MembershipId.New(),
        PhoneNumber.Parse("+5511999995501"),
        PhoneNumber.Parse("+551140000001"),
        PhoneNumber.Parse("+5511987650001"),
        contactId: null,
        opportunityId: null,
        new CallSettings { LongestCallSeconds = 180 },
        "pt-BR",
        Transcript.Start,
        rates);

    private static void Answer(Call call)
    {
        call.MergeLeg(LegRole.Agent, Agent, null, new LegReport(LegStatus.InProgress, At(2), FactSource.Callback), At(2));
        call.MergeLeg(LegRole.Contact, Contact, Agent, new LegReport(LegStatus.InProgress, At(13), FactSource.Callback), At(13));
    }

    private static void End(Call call)
    {
        call.MergeLeg(LegRole.Contact, Contact, Agent, new LegReport(LegStatus.Completed, At(63), FactSource.Callback, 50), At(63));
        call.MergeLeg(LegRole.Agent, Agent, null, new LegReport(LegStatus.Completed, At(63), FactSource.Callback, 61), At(63));
        Assert.That(call.HasEnded, Is.True);
    }

    private static void Price(Call call, LegRole role, string sid, decimal price) =>
        call.MergeLeg(
            role, sid, null, new LegReport(Status: null, At: null, FactSource.LookUp, Price: price, PriceUnit: "USD"), At(20_000));

    private static DateTimeOffset At(int seconds) => Transcript.Start.AddSeconds(seconds);
}

using CrmVoice.Domain.Calls;
using static CrmVoice.Domain.Tests.Calls.Transcript;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>
/// Twilio's times are believed within a day of the call. Where they cannot be right, the earliest arrival stands in for them, whatever the
/// order.
/// </summary>
public sealed class TwilioTimeTests
{
    private const string Agent = "CA00000000000000000000000000000001";
    private const string Contact = "CA00000000000000000000000000000002";

    private static readonly DateTimeOffset arrived = Start.AddMinutes(2);
    private static readonly DateTimeOffset epoch = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset future = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static IEnumerable<TestCaseData> Times() =>
    [
        new(Start.AddHours(-24), true),
        new(Start.AddHours(-24).AddTicks(-1), false),
        new(Start.AddSeconds(20), true),
        new(arrived.AddHours(24), true),
        new(arrived.AddHours(24).AddTicks(1), false),
        new(epoch, false),
        new(future, false),
        new(DateTimeOffset.MinValue, false),
        new(DateTimeOffset.MaxValue, false),
    ];

    [TestCaseSource(nameof(Times))]
    public void A_time_is_believed_within_a_day_before_the_request_and_a_day_after_the_arrival(DateTimeOffset sent, bool isBelieved)
    {
        foreach (var source in new[] { FactSource.Callback, FactSource.LookUp })
        {
            var call = NewCall();
            call.MergeLeg(LegRole.Agent, Agent, null, new LegReport(LegStatus.Ringing, sent, source), arrived);

            var step = call.TakeEvents().OfType<CallStepTaken>().Last();
            Assert.That(
                (call.AgentLeg!.RingingAt, call.AgentLeg.HasEstimatedTimes),
                Is.EqualTo(((DateTimeOffset?)(isBelieved ? sent : arrived), !isBelieved)));
            Assert.That((step.At, step.TimeAsSent is null), Is.EqualTo((call.AgentLeg.RingingAt, isBelieved)));
        }
    }

    [TestCase("Thu, 01 Jan 1970 00:00:00 +0000", "Thu, 01 Jan 1970 00:00:00 +0000")]
    [TestCase("gestern", "gestern")]
    [TestCase("", "")]
    [TestCase(null, "")]
    public void What_was_sent_in_place_of_a_time_is_kept_as_it_came(string? sent, string kept)
    {
        var call = NewCall();
        call.MergeLeg(
            LegRole.Agent,
            Agent,
            null,
            new LegReport(LegStatus.Ringing, At: null, FactSource.Callback, TimeAsSent: sent),
            arrived);

        Assert.That((call.AgentLeg!.RingingAt, call.AgentLeg.Reports.Single().TimeAsSent), Is.EqualTo(((DateTimeOffset?)arrived, kept)));
        Assert.That(call.TakeEvents().OfType<CallStepTaken>().Last().TimeAsSent, Is.EqualTo(kept));
    }

    [Test]
    public void However_much_is_sent_in_place_of_a_time_only_so_much_is_kept()
    {
        var call = NewCall();
        call.MergeLeg(
            LegRole.Agent,
            Agent,
            null,
            new LegReport(LegStatus.Ringing, At: null, FactSource.Callback, TimeAsSent: new string('9', 5_000)),
            arrived);

        call.MergeLeg(
            LegRole.Contact,
            Contact,
            Agent,
            new LegReport(
                LegStatus.Ringing,
                At: null,
                FactSource.Callback,
                TimeAsSent: $"x{string.Concat(Enumerable.Repeat("\U0001F551", 90))}"),
            arrived);

        Assert.That(call.AgentLeg!.Reports.Single().TimeAsSent, Has.Length.EqualTo(LegReport.TimeAsSentMaxLength));
        Assert.That(
            call.ContactLeg!.Reports.Single().TimeAsSent,
            Has.Length.EqualTo(LegReport.TimeAsSentMaxLength - 1),
            "no half of a character");
    }

    [Test]
    public void Where_nobody_names_a_time_and_none_is_due_none_is_made_up()
    {
        var call = NewCall();
        call.MergeLeg(LegRole.Agent, Agent, null, new LegReport(LegStatus.InProgress, At: null, FactSource.Request), arrived);
        call.MergeLeg(LegRole.Contact, Contact, Agent, new LegReport(LegStatus.Completed, At: null, FactSource.LookUp), arrived);
        call.MergeLeg(
            LegRole.Contact,
            Contact,
            Agent,
            new LegReport(Status: null, At: null, FactSource.Callback, AnsweredBy: "human"),
            arrived);

        Assert.That(
            (call.AgentLeg!.AnsweredAt, call.ContactLeg!.EndedAt, call.Legs.Any(leg => leg.HasEstimatedTimes)),
            Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null, false)));
    }

    [Test]
    public void A_believable_time_stands_before_an_estimated_one_whoever_tells_it()
    {
        LegReport[] told =
        [
            new(LegStatus.Completed, epoch, FactSource.Callback),
            new(LegStatus.Completed, Start.AddSeconds(50), FactSource.LookUp),
        ];
        foreach (var order in new[] { told, [.. told.Reverse()] })
        {
            var call = NewCall();
            foreach (var report in order)
            {
                call.MergeLeg(LegRole.Agent, Agent, null, report, arrived);
            }

            Assert.That(
                (call.AgentLeg!.EndedAt, call.AgentLeg.HasEstimatedTimes),
                Is.EqualTo(((DateTimeOffset?)Start.AddSeconds(50), false)));
        }
    }

    [Test]
    public void What_could_not_be_right_when_it_came_may_be_when_it_comes_again()
    {
        var sent = arrived.AddHours(25);
        DateTimeOffset[] arrivals = [arrived, arrived.AddHours(2)];
        foreach (var order in new[] { arrivals, [.. arrivals.Reverse()] })
        {
            var call = NewCall();
            foreach (var at in order)
            {
                call.MergeLeg(LegRole.Agent, Agent, null, new LegReport(LegStatus.Ringing, sent, FactSource.Callback), at);
            }

            Assert.That(call.AgentLeg!.RingingAt, Is.EqualTo(sent));
        }
    }

    [Test]
    public void The_second_agent_leg_is_told_of_with_the_time_of_its_arrival_too()
    {
        var call = NewCall();
        call.RecordCreateAccepted(Agent, TimeSpan.Zero, arrived);
        call.MergeLeg(LegRole.Agent, Contact, null, new LegReport(LegStatus.Ringing, future, FactSource.Callback), arrived);

        var step = call.TakeEvents().OfType<CallStepTaken>().Single(taken => taken.Kind == StepKinds.UnknownLeg);
        Assert.That((step.At, step.TimeAsSent), Is.EqualTo(((DateTimeOffset?)arrived, "Thu, 01 Jan 2099 00:00:00 GMT")));
    }

    /// <summary>
    /// Each thing said arrives at its own time, comes again later, and Twilio's clock is broken for some, half or all of it.
    /// </summary>
    [Test]
    public void A_call_heard_by_broken_clocks_is_the_same_in_every_order_and_with_every_repetition([Values(0.1, 0.5, 1)] double broken)
    {
        var random = new Random(20261126);
        for (var story = 0; story < 60; story++)
        {
            var said = Story(random, broken);
            var expected = PictureOf(Receipt(said));
            for (var round = 0; round < 40; round++)
            {
                var order = said.ToArray();
                random.Shuffle(order);
                Assert.That(PictureOf(Receipt(order)), Is.EqualTo(expected));
            }

            // Of what came more than once, the first time alone makes the picture, but for what becomes believable by coming again.
            Assert.That(PictureOf(Receipt(said.Where(one => one.IsFirst))), Is.EqualTo(expected));
        }
    }

    private sealed record SentWebhook(LegRole Role, LegReport Report, DateTimeOffset ArrivedAt, bool IsFirst);

    private static List<SentWebhook> Story(Random random, double broken)
    {
        (LegRole Role, LegStatus Status, int Second)[] story =
        [
            (LegRole.Agent, LegStatus.Initiated, 1),
            (LegRole.Agent, LegStatus.Ringing, 3),
            (LegRole.Agent, LegStatus.InProgress, 8),
            (LegRole.Contact, LegStatus.Initiated, 10),
            (LegRole.Contact, LegStatus.Ringing, 12),
            (LegRole.Contact, LegStatus.InProgress, 21),
            (LegRole.Contact, LegStatus.Completed, 116),
            (LegRole.Agent, LegStatus.Completed, 117),
        ];
        var said = new List<SentWebhook>();
        foreach (var (role, status, second) in story)
        {
            var report = new LegReport(status, Start.AddSeconds(second), random.Next(4) == 0 ? FactSource.LookUp : FactSource.Callback);
            report = random.NextDouble() < broken
                ? random.Next(4) switch
                {
                    0 => report with { At = epoch },
                    1 => report with { At = future },
                    2 => report with { At = Start.AddHours(-24).AddSeconds(-1) },
                    _ => report with { At = null, TimeAsSent = "31 Feb" },
                }
                : report;
            var arrival = Start.AddSeconds(second + random.NextDouble());
            said.Add(new SentWebhook(role, report, arrival, IsFirst: true));
            said.AddRange(
                Enumerable
                    .Range(0, random.Next(3))
                    .Select(_ => new SentWebhook(role, report, arrival.AddSeconds(random.Next(1, 90_000)), IsFirst: false)));
        }

        return said;
    }

    private static Call Receipt(IEnumerable<SentWebhook> said)
    {
        var call = NewCall();
        foreach (var (role, report, at, _) in said)
        {
            call.MergeLeg(role, role is LegRole.Agent ? Agent : Contact, role is LegRole.Agent ? null : Agent, report, at);
        }

        return call;
    }

    private static string PictureOf(Call call) =>
        string.Join(
            '\n',
            [
                $"{call.State} {call.Result} {call.AgentAnsweredAt:O} {call.ConnectedAt:O} {call.EndedAt:O} {call.AgentRingSeconds} {call.ContactRingSeconds} {call.TalkSeconds}",
                .. call
                    .Legs.OrderBy(leg => leg.CallSid, StringComparer.Ordinal)
                    .Select(leg =>
                        $"{leg.Status} {leg.InitiatedAt:O} {leg.RingingAt:O} {leg.AnsweredAt:O} {leg.EndedAt:O} {leg.HasEstimatedTimes} {string.Join(';', leg.Reports.Select(report => $"{report}").Order(StringComparer.Ordinal))}"
                    ),
            ]);
}

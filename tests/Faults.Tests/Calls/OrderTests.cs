using System.Text.Json;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Faults.Tests.Support;

namespace CrmVoice.Faults.Tests.Calls;

/// <summary>
/// Webhooks overtake each other and come twice: every order in which Twilio's own transcripts can be heard gives one and the same call.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class OrderTests
{
    // Seven things have 5,040 orders. Of more, so many are drawn; the same ones every time.
    private const int MaxReportsInAllOrders = 7;
    private const int OrdersDrawn = 2_000;

    [TestCaseSource(typeof(Transcripts), nameof(Transcripts.All))]
    public void A_call_is_the_same_in_every_order_and_with_every_repetition(Transcript transcript)
    {
        var hearing = new Hearing(transcript);
        var random = new Random(20261124);
        var orders =
            hearing.Count <= MaxReportsInAllOrders
                ? Permutations([.. Enumerable.Range(0, hearing.Count)])
                : Enumerable.Range(0, OrdersDrawn).Select(_ => Shuffled(hearing.Count, random));
        var expected = PictureOf(hearing.In(Enumerable.Range(0, hearing.Count)));

        var count = 0;
        foreach (var order in orders)
        {
            int[] repeated = [.. WithRepetitions(order, random)];
            var picture = PictureOf(hearing.In(repeated));
            if (picture != expected)
            {
                Assert.That(picture, Is.EqualTo(expected), $"heard in the order {string.Join(' ', repeated)}");
            }

            count++;
        }

        var call = hearing.In(Enumerable.Range(0, hearing.Count));
        TestContext.Out.WriteLine($"{count:N0} orders of {hearing.Count} things");
        Assert.That(
            (call.State, Kebab.Of(call.Result!.Value), call.TalkSeconds),
            Is.EqualTo((CallState.Ended, transcript.Result, transcript.TalkSeconds)));
    }

    /// <summary>Twilio's clock is its own: nothing but the times themselves may follow it.</summary>
    [TestCaseSource(typeof(Transcripts), nameof(Transcripts.All))]
    public void A_call_comes_to_the_same_however_far_the_clocks_disagree(Transcript transcript)
    {
        var expected = new Hearing(transcript).In(Enumerable.Range(0, new Hearing(transcript).Count));
        var random = new Random(7);
        foreach (var minutes in new[] { -600, -7, -1, 1, 7, 600 })
        {
            var hearing = new Hearing(transcript, TimeSpan.FromMinutes(minutes));
            var call = hearing.In(WithRepetitions(Shuffled(hearing.Count, random), random));

            Assert.That(Told(call), Is.EqualTo(Told(expected)), $"{minutes} minutes ahead");
            Assert.That(
                (call.AgentAnsweredAt, call.ConnectedAt, call.EndedAt),
                Is.EqualTo((Later(expected.AgentAnsweredAt), Later(expected.ConnectedAt), Later(expected.EndedAt))),
                "times are Twilio's");

            DateTimeOffset? Later(DateTimeOffset? at) => at?.AddMinutes(minutes);
        }

        static (CallState, CallResult?, int?, int?, int?, DateTimeOffset) Told(Call call) =>
            (call.State, call.Result, call.TalkSeconds, call.AgentRingSeconds, call.ContactRingSeconds, call.RequestedAt);
    }

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length <= 1
            ? [items]
            : items.SelectMany(first => Permutations([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    private static int[] Shuffled(int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    // Up to two times again, at any time after the first.
    private static List<int> WithRepetitions(int[] order, Random random)
    {
        var repeated = order.ToList();
        foreach (var item in order)
        {
            for (var again = random.Next(3); again > 0; again--)
            {
                repeated.Insert(random.Next(repeated.IndexOf(item) + 1, repeated.Count + 1), item);
            }
        }

        return repeated;
    }

    /// <summary>All that must not depend on the order.</summary>
    private static string PictureOf(Call call) =>
        JsonSerializer.Serialize(
            new
            {
                call.State,
                call.Result,
                call.CarrierError,
                call.AgentAnsweredAt,
                call.ConnectedAt,
                call.EndedAt,
                call.HangupRequestedAt,
                call.AgentRingSeconds,
                call.ContactRingSeconds,
                call.TalkSeconds,
                call.EstimatedWaitSeconds,
                EndedBy = call.EndedBy?.Role,
                Legs = call
                    .Legs.OrderBy(leg => leg.CallSid, StringComparer.Ordinal)
                    .Select(leg => new
                    {
                        leg.CallSid,
                        leg.ParentCallSid,
                        leg.Role,
                        leg.Status,
                        leg.AnsweredBy,
                        leg.SipCode,
                        leg.InitiatedAt,
                        leg.RingingAt,
                        leg.AnsweredAt,
                        leg.EndedAt,
                        leg.DurationSeconds,
                        Reports = leg.Reports.Select(report => report.ToString()).Order(StringComparer.Ordinal),
                    }),
                Recordings = call
                    .Recordings.OrderBy(recording => recording.Sid, StringComparer.Ordinal)
                    .Select(recording => new { recording.Sid, recording.Status, recording.DurationSeconds, recording.Channels }),
                Dials = call.DialResults.Select(dial => dial.ToString()).Order(StringComparer.Ordinal),
            });
}

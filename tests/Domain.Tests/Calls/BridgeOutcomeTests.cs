using CrmVoice.Domain.Calls;
using CrmVoice.Tests;

namespace CrmVoice.Domain.Tests.Calls;

public sealed class BridgeOutcomeTests
{
    private const int RandomOrders = 300;

    private static IEnumerable<Transcript> Every => [.. Transcripts.All, .. Transcripts.WithAKey];

    [TestCaseSource(nameof(Every))]
    public void A_call_heard_in_order_ends_with_the_truth(Transcript transcript) =>
        AssertTruth(transcript.Receipt(Enumerable.Range(0, transcript.Reports.Count)), transcript);

    [TestCaseSource(nameof(Every))]
    public void A_call_heard_backwards_ends_with_the_same_truth(Transcript transcript) =>
        AssertTruth(transcript.Receipt(Enumerable.Range(0, transcript.Reports.Count).Reverse()), transcript);

    [TestCaseSource(nameof(Every))]
    public void A_call_heard_in_any_order_with_repeats_is_the_same_call(Transcript transcript)
    {
        var inOrder = Facts(transcript.Receipt(Enumerable.Range(0, transcript.Reports.Count)));
        var random = new Random(7);
        for (var round = 0; round < RandomOrders; round++)
        {
            var order = Enumerable
                .Range(0, transcript.Reports.Count)
                .Concat(Enumerable.Range(0, transcript.Reports.Count).Where(_ => random.Next(3) == 0))
                .ToArray();
            random.Shuffle(order);
            var call = transcript.Receipt(order);
            Assert.That(Facts(call), Is.EqualTo(inOrder), $"order {string.Join(' ', order)}");
        }
    }

    [TestCaseSource(nameof(Every))]
    public void The_state_never_goes_back_whatever_is_lost_or_reordered(Transcript transcript)
    {
        var random = new Random(11);
        for (var round = 0; round < RandomOrders; round++)
        {
            var order = Enumerable.Range(0, transcript.Reports.Count).Where(_ => random.Next(4) > 0).ToArray();
            random.Shuffle(order);
            var call = transcript.Begun();
            foreach (var index in order)
            {
                var before = call.State;
                transcript.Reports[index](call, Transcript.Start);
                Assert.That(call.State, Is.GreaterThanOrEqualTo(before));
                Assert.That(call.Result is null, Is.EqualTo(!call.HasEnded));
            }
        }
    }

    [TestCaseSource(nameof(Every))]
    public void The_numbers_are_those_of_the_rules_before_in_any_order_and_whatever_is_lost(Transcript transcript)
    {
        var random = new Random(13);
        for (var round = 0; round < RandomOrders; round++)
        {
            var order = Enumerable.Range(0, transcript.Reports.Count).Where(_ => random.Next(5) > 0).ToArray();
            random.Shuffle(order);
            var call = transcript.Receipt(order);
            var (told, earlier) = (EarlierNumbers.Told(call), EarlierNumbers.Of(call));
            if (told.State > earlier.State)
            {
                // The state never goes back, whatever the facts alone would say.
                earlier = call.HasEnded ? told : earlier with { State = told.State };
            }

            Assert.That(told, Is.EqualTo(earlier), $"order {string.Join(' ', order)}");
        }
    }

    [TestCaseSource(nameof(Every))]
    public void Who_ended_a_call_fits_its_result(Transcript transcript)
    {
        var by = transcript.Receipt(Enumerable.Range(0, transcript.Reports.Count)).EndedBy!;
        EndedByRole[] fitting = transcript switch
        {
            { HangupAsked: true } => [EndedByRole.Agent],
            {
                Result: CallResult.AgentHungUp
                    or CallResult.AgentDeclined
                    or CallResult.AgentBusy
                    or CallResult.AgentNoAnswer
                    or CallResult.AgentFailed
            } => [EndedByRole.Agent],
            { Result: CallResult.ContactBusy or CallResult.ContactNoAnswer or CallResult.ContactHungUp } => [EndedByRole.Contact],
            { Result: CallResult.CarrierFailed } or { Result: CallResult.ContactFailed, ContactStatus: null } => [EndedByRole.System],
            _ => [EndedByRole.Agent, EndedByRole.Contact],
        };
        Assert.That(fitting, Does.Contain(by.Role));
    }

    // Whether the bridge was made is told by the dial result alone: where the contact answers and leaves at once, losing that one is losing
    // the truth.
    private static IEnumerable<Transcript> ToldMoreThanOnce => Every.Where(transcript => transcript.Result is not CallResult.ContactHungUp);

    [TestCaseSource(nameof(ToldMoreThanOnce))]
    public void Losing_any_one_report_never_turns_silence_into_a_conversation_or_back(Transcript transcript)
    {
        for (var lost = 0; lost < transcript.Reports.Count; lost++)
        {
            var call = transcript.Receipt(Enumerable.Range(0, transcript.Reports.Count).Where(index => index != lost));
            if (call.HasEnded)
            {
                Assert.That(TheyTalked(call.Result), Is.EqualTo(TheyTalked(transcript.Result)), $"without report {lost}");
            }
        }
    }

    [Test]
    public void Talk_time_is_known_even_when_the_moment_of_answering_was_lost()
    {
        var transcript = Transcripts.All.First(t => t.ToString() == "answered and completed");
        var withoutAnswer = transcript.Receipt(Enumerable.Range(0, transcript.Reports.Count).Where(index => index != 7));
        Assert.That(withoutAnswer.ConnectedAt, Is.Null);
        Assert.That(withoutAnswer.TalkSeconds, Is.EqualTo(95));
    }

    [Test]
    public void The_agents_completed_alone_says_nothing_about_the_contact()
    {
        var transcript = Transcripts.All.First(t => t.ToString() == "agent hangs up before anybody is dialled");
        var call = transcript.Receipt(Enumerable.Range(0, transcript.Reports.Count - 1));
        Assert.That(call.HasEnded, Is.False, "Twilio has not been asked whether there is a contact leg");
    }

    private static bool TheyTalked(CallResult? result) => result is CallResult.Answered or CallResult.ContactMachine;

    private static void AssertTruth(Call call, Transcript transcript)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.State, Is.EqualTo(CallState.Ended));
            Assert.That(call.Result, Is.EqualTo(transcript.Result));
            Assert.That(call.TalkSeconds, Is.EqualTo(transcript.TalkSeconds));
            Assert.That(call.CarrierError?.Code, Is.EqualTo(transcript.ErrorCode));
            Assert.That(call.AgentLeg?.Status, Is.EqualTo(transcript.AgentStatus));
            Assert.That(call.ContactLeg?.Status, Is.EqualTo(transcript.ContactStatus));
        }
    }

    // All that is not about the moment of hearing.
    private static object Facts(Call call) =>
        (
            (call.State, call.Result, call.CarrierError, call.AgentAnsweredAt, call.ConnectedAt, call.EndedAt, call.TalkSeconds),
            (call.AgentRingSeconds, call.ContactRingSeconds, call.EstimatedWaitSeconds, call.EndedBy?.Role),
            string.Join(
                ';',
                call.Legs.OrderBy(leg => leg.CallSid, StringComparer.Ordinal)
                    .Select(leg =>
                        $"{leg.CallSid} {leg.ParentCallSid} {leg.Role} {leg.Status} {leg.AnsweredBy} {leg.SipCode} {leg.InitiatedAt:O} {leg.RingingAt:O} {leg.AnsweredAt:O} {leg.EndedAt:O} {leg.DurationSeconds}"
                    )),
            string.Join(
                ';',
                call.Recordings.Select(recording => $"{recording.Sid} {recording.Status} {recording.DurationSeconds} {recording.Channels}"))
        );
}

using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Tests.Calls;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>
/// Every call that Twilio is known to tell of, looked up while it goes on and afterwards: what is known already stays as it is. What is
/// lost and found: <see cref="LostCallbackTests"/>.
/// </summary>
public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset later = Transcript.Start.AddMinutes(10);

    [TestCaseSource(typeof(Transcripts), nameof(Transcripts.All))]
    public void A_look_up_of_a_call_that_is_whole_changes_nothing_of_it(Transcript transcript)
    {
        var whole = transcript.Receipt(All(transcript));
        var call = transcript.Receipt(All(transcript));
        LookUp.Merge(call, WhatTwilioKnows(whole), later);
        LookUp.Merge(call, WhatTwilioTold(whole), later);
        Assert.That(
            (call.State, call.Result, call.TalkSeconds, call.ConnectedAt, call.EndedAt, Ends(call)),
            Is.EqualTo((whole.State, whole.Result, whole.TalkSeconds, whole.ConnectedAt, whole.EndedAt, Ends(whole))));
    }

    [TestCaseSource(typeof(Transcripts), nameof(Transcripts.All))]
    public void A_look_up_at_any_moment_never_ends_a_call_before_Twilio_does_nor_takes_its_state_back(Transcript transcript)
    {
        for (var heard = 1; heard < transcript.Reports.Count; heard++)
        {
            var call = transcript.Receipt(All(transcript).Take(heard));
            var (state, isOver) = (call.State, call.HasEnded);
            LookUp.Merge(call, WhatTwilioKnows(call), later);
            Assert.That(call.State, Is.GreaterThanOrEqualTo(state));
            var areOver = call is { AgentLeg.IsFinal: true, ContactLeg: null or { IsFinal: true } };
            Assert.That(call.HasEnded && !isOver, Is.EqualTo(!isOver && areOver), $"after report {heard}");
        }
    }

    private static LookUpOutcome.Found WhatTwilioKnows(Call truth) =>
        new(
            LegOf(truth.AgentLeg!),
            truth.ContactLeg is { } contact ? [LegOf(contact)] : [],
            [
                .. truth.Recordings.Select(recording => new CarrierRecording(
                    recording.Sid,
                    recording.Status,
                    recording.DurationSeconds,
                    recording.Channels)),
            ]);

    private static IEnumerable<CarrierReport> WhatTwilioTold(Call truth)
    {
        foreach (var dial in truth.DialResults)
        {
            yield return new CarrierReport.OfDial(
                truth.AgentLeg!.CallSid!,
                FromTwiMLRequest(dial.AgentLegEnded ? LegStatus.Completed : LegStatus.InProgress),
                dial);
        }

        if (truth.AgentLeg?.FallbackAt is not null)
        {
            yield return new CarrierReport.OfFallback(
                truth.AgentLeg!.CallSid!,
                FromTwiMLRequest(LegStatus.InProgress),
                truth.CarrierError!);
        }
    }

    private static LegReport FromTwiMLRequest(LegStatus status) => new(status, At: null, FactSource.Request);

    private static CarrierLeg LegOf(Leg leg) => new(leg.CallSid!, leg.ParentCallSid, new LegReport(
        leg.Status,
        leg.IsFinal ? leg.EndedAt : null,
        FactSource.LookUp,
        leg.Status is LegStatus.Completed ? leg.DurationSeconds : null,
        AnsweredBy: leg.AnsweredBy));

    private static IEnumerable<int> All(Transcript transcript) => Enumerable.Range(0, transcript.Reports.Count);

    private static string Ends(Call call) =>
        string.Join(
            ' ',
            call.Legs.Where(leg => leg.CallSid is not null).OrderBy(leg => leg.Role).Select(leg => $"{leg.Role}={leg.Status}"));
}

using System.Globalization;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>Getting the agent's leg to Twilio: the line, the request and what came of it.</content>
public sealed partial class Call
{
    /// <summary>
    /// When it was settled that Twilio never made the call: withdrawn, refused, or not found in time. If its leg turns up
    /// later, that is too late for the result.
    /// </summary>
    public DateTimeOffset? NeverReachedTwilioAt => legs.Find(leg => leg.Role is LegRole.Agent)?.NeverReachedAt;

    /// <summary>The account's calls per second are used up: Twilio is asked when the turn comes.</summary>
    public void WaitForLine(TimeSpan wait, DateTimeOffset now)
    {
        if (AgentLeg is not null || HasEnded)
        {
            return;
        }

        Record(StepKinds.WaitingForLine, leg: null, at: now, receipt: now, note: null, change: () =>
        {
            LegOf(LegRole.Agent).Wait(wait);
            return true;
        });
    }

    /// <summary>Records that Twilio is about to be asked something. That changes nothing in the call: only answers do.</summary>
    /// <param name="kind">What is asked, one of <see cref="StepKinds"/>.</param>
    public void NoteAsking(string kind, string? callSid, DateTimeOffset now)
    {
        if (kind is StepKinds.CreateSent)
        {
            LegOf(LegRole.Agent).StopWaiting();
            DerivePlacement();
        }

        Raise(new CallStepTaken(Id, OrganizationId, now, now, RoleOf(callSid), kind, new StepEffect(StepEffectKind.Sent), Note: null));
    }

    /// <summary>
    /// Records that Twilio's answer said nothing about the call, or that there was none, so that the timeline
    /// shows the outcome of every question.
    /// </summary>
    /// <param name="kind">What came of it, one of <see cref="StepKinds"/>.</param>
    public void NoteAnswer(string kind, string? callSid, DateTimeOffset now) =>
        Raise(new CallStepTaken(Id, OrganizationId, At: null, now, RoleOf(callSid), kind, new StepEffect(StepEffectKind.None), Note: null));

    /// <summary>The request to Twilio had not been sent and never will be.</summary>
    public void WithdrawCreate(DateTimeOffset now) => CloseWithoutTwilio(StepKinds.CreateWithdrawn, error: null, now);

    /// <summary>Twilio accepted the request to call the agent.</summary>
    /// <param name="estimatedWait">How long Twilio expects the call to queue for the account's calls per second.</param>
    public void RecordCreateAccepted(string callSid, TimeSpan estimatedWait, DateTimeOffset now, string kind = StepKinds.CreateAccepted)
    {
        var leg = LegOf(LegRole.Agent);
        leg.StopWaiting();
        MergeLeg(LegRole.Agent, callSid, parentCallSid: null, new LegReport(LegStatus.Queued, At: null, FactSource.Request), now, kind);
        if (leg is { CallSid: not null, Status: LegStatus.Queued } && estimatedWait > TimeSpan.Zero)
        {
            leg.Wait(estimatedWait);
            DerivePlacement();
        }
    }

    public void RecordCreateRefused(CarrierError error, DateTimeOffset now) => CloseWithoutTwilio(StepKinds.CreateRefused, error, now);

    /// <summary>
    /// Twilio certainly did not take the request; it is sent again later. Counts as a change of the call, so that a hang-up
    /// requested meanwhile is not overlooked.
    /// </summary>
    public void RecordCreateNotTaken(CarrierError error, DateTimeOffset now) =>
        Record(StepKinds.CreateNotTaken, LegRole.Agent, now, now, error.Code.ToString(CultureInfo.InvariantCulture), () =>
        {
            if (AgentLeg is null)
            {
                LegOf(LegRole.Agent).NotTaken(now);
            }

            return true;
        });

    /// <summary>It is unknown whether Twilio made the call: it is searched for, and never requested a second time.</summary>
    public void RecordCreateUnclear(string note, DateTimeOffset now)
    {
        // If its leg is already known, this is only recorded in the timeline.
        var isSettled = AgentLeg is not null || HasEnded;
        Record(StepKinds.CreateUnclear, LegRole.Agent, now, now, note, () =>
        {
            if (!isSettled)
            {
                LegOf(LegRole.Agent).BecomeUnclear(now);
            }

            return true;
        });
        if (!isSettled)
        {
            Raise(new CreateBecameUnclear(Id, OrganizationId));
        }
    }

    /// <summary>Twilio was asked long enough and does not know the call.</summary>
    public void GiveUpOnCreate(DateTimeOffset now)
    {
        if (AgentLeg is null && !HasEnded)
        {
            CloseWithoutTwilio(StepKinds.CreateGivenUp, CarrierError.Unreachable, now);
        }
    }

    private void CloseWithoutTwilio(string kind, CarrierError? error, DateTimeOffset now) =>
        Record(kind, leg: null, at: now, receipt: now, note: error?.Code.ToString(CultureInfo.InvariantCulture), change: () =>
        {
            LegOf(LegRole.Agent).NeverReach(now);
            CarrierError = error is null ? CarrierError : CarrierError.MoreTelling(CarrierError, error);
            return true;
        });

    // Copied from the leg, so that lists and the API read columns rather than collections.
    private void DerivePlacement()
    {
        var leg = LegOf(LegRole.Agent);
        if (!MayWait(leg))
        {
            leg.StopWaiting();
        }

        (EstimatedWaitSeconds, CreateUnclearAt) = (leg.WaitSeconds, leg.UnclearAt);
    }

    // A leg may wait until Twilio is asked, and then until Twilio starts the call.
    private bool MayWait(Leg leg) => leg.CallSid is not null ? leg.Status is LegStatus.Queued : !HasEnded && leg.UnclearAt is null;
}

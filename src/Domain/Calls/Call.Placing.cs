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

    /// <summary>Keys that are pressed for the contact's side once it has answered, such as an extension; null for none.</summary>
    public string? DigitsOnAnswer { get; private set; }

    /// <summary>The account's calls per second are used up: Twilio is asked when the turn comes.</summary>
    /// <param name="legId">Which leg is asked for; null for the agent's that the call begins with.</param>
    public void WaitForLine(TimeSpan wait, DateTimeOffset now, LegId? legId = null)
    {
        var leg = Asked(legId);
        if (leg.CallSid is not null || HasEnded)
        {
            return;
        }

        Record(StepKinds.WaitingForLine, leg: null, at: now, receipt: now, note: null, change: () =>
        {
            leg.Wait(wait);
            return true;
        });
    }

    /// <summary>Records that Twilio is about to be asked something. That changes nothing in the call: only answers do.</summary>
    /// <param name="kind">What is asked, one of <see cref="StepKinds"/>.</param>
    /// <inheritdoc cref="WaitForLine" path="/param[@name='legId']"/>
    public void NoteAsking(string kind, string? callSid, DateTimeOffset now, LegId? legId = null)
    {
        if (kind is StepKinds.CreateSent)
        {
            Asked(legId).StopWaiting();
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
    /// <inheritdoc cref="WaitForLine" path="/param[@name='legId']"/>
    public void WithdrawCreate(DateTimeOffset now, LegId? legId = null) =>
        CloseWithoutTwilio(Asked(legId), StepKinds.CreateWithdrawn, error: null, now);

    /// <summary>Whether the leg, which Twilio has not been asked for yet, is wanted no more.</summary>
    public bool IsUnwanted(Leg leg) =>
        HangupRequestedAt is not null || HasEnded || leg.RemovedAt is not null
        || (Topology is Topology.Room && RoomFlow.Next(this).Any(step => step is RoomStep.End(var ended, _) && ended == leg));

    /// <summary>Twilio accepted the request to call the agent.</summary>
    /// <param name="estimatedWait">How long Twilio expects the call to queue for the account's calls per second.</param>
    /// <inheritdoc cref="WaitForLine" path="/param[@name='legId']"/>
    public void RecordCreateAccepted(string callSid, TimeSpan estimatedWait, DateTimeOffset now, LegId? legId = null)
    {
        var leg = Asked(legId);
        leg.StopWaiting();
        MergeLeg(
            leg.Role,
            new LegKey(leg.Id, callSid),
            parentCallSid: null,
            new LegReport(LegStatus.Queued, At: null, FactSource.Request),
            now,
            StepKinds.CreateAccepted);
        if (leg is { CallSid: not null, Status: LegStatus.Queued } && estimatedWait > TimeSpan.Zero)
        {
            leg.Wait(estimatedWait);
            DerivePlacement();
        }
    }

    /// <inheritdoc cref="WaitForLine" path="/param[@name='legId']"/>
    public void RecordCreateRefused(CarrierError error, DateTimeOffset now, LegId? legId = null) =>
        CloseWithoutTwilio(Asked(legId), StepKinds.CreateRefused, error, now);

    /// <summary>
    /// Twilio certainly did not take the request; it is sent again later. Counts as a change of the call, so that a hang-up
    /// requested meanwhile is not overlooked.
    /// </summary>
    /// <inheritdoc cref="WaitForLine" path="/param[@name='legId']"/>
    public void RecordCreateNotTaken(CarrierError error, DateTimeOffset now, LegId? legId = null)
    {
        var leg = Asked(legId);
        Record(StepKinds.CreateNotTaken, leg.Role, now, now, error.Code.ToString(CultureInfo.InvariantCulture), () =>
        {
            if (leg.CallSid is null)
            {
                leg.NotTaken(now);
            }

            return true;
        });
    }

    /// <summary>It is unknown whether Twilio made the call: it is searched for, and never requested a second time.</summary>
    /// <inheritdoc cref="WaitForLine" path="/param[@name='legId']"/>
    public void RecordCreateUnclear(string note, DateTimeOffset now, LegId? legId = null)
    {
        // If its leg is already known, this is only recorded in the timeline.
        var leg = Asked(legId);
        var isSettled = leg.CallSid is not null || HasEnded;
        Record(StepKinds.CreateUnclear, leg.Role, now, now, note, () =>
        {
            if (!isSettled)
            {
                leg.BecomeUnclear(now);
            }

            return true;
        });
        if (!isSettled)
        {
            Raise(new CreateBecameUnclear(Id, OrganizationId, leg == LegOf(LegRole.Agent) ? null : leg.Id));
        }
    }

    /// <summary>Twilio was asked long enough and does not know the call.</summary>
    /// <inheritdoc cref="WaitForLine" path="/param[@name='legId']"/>
    public void GiveUpOnCreate(DateTimeOffset now, LegId? legId = null)
    {
        if (Asked(legId) is { CallSid: null } leg && !HasEnded)
        {
            CloseWithoutTwilio(leg, StepKinds.CreateGivenUp, CarrierError.Unreachable, now);
        }
    }

    /// <summary>The leg that Twilio is asked for.</summary>
    /// <param name="legId">Null for the agent's that the call begins with.</param>
    public Leg Asked(LegId? legId) => legs.Find(leg => leg.Id == legId) ?? LegOf(LegRole.Agent);

    // That a colleague could not be called says nothing of the call itself.
    private void CloseWithoutTwilio(Leg leg, string kind, CarrierError? error, DateTimeOffset now)
    {
        var isOfTheCall = leg == LegOf(LegRole.Agent) || leg.Role is LegRole.Contact;
        Record(
            kind,
            leg == LegOf(LegRole.Agent) ? null : leg.Role,
            at: now,
            receipt: now,
            note: error?.Code.ToString(CultureInfo.InvariantCulture),
            change: () =>
            {
                leg.NeverReach(now);
                CarrierError = error is null || !isOfTheCall ? CarrierError : CarrierError.MoreTelling(CarrierError, error);
                return true;
            });
        ActOnTheRoom(now);
    }

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

/// <summary>A call was asked for; Twilio is to be asked once this is stored.</summary>
public sealed record CallPlaced(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

/// <summary>Twilio may or may not have made the call; it has to be looked for, and never asked for again.</summary>
/// <param name="LegId">Which leg; null for the agent's that the call begins with.</param>
public sealed record CreateBecameUnclear(CallId CallId, OrganizationId OrganizationId, LegId? LegId = null) : IDomainEvent;

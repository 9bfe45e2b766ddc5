using System.Globalization;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>A call that comes in: it begins with the contact's leg, which Twilio has before we know of it.</content>
public sealed partial class Call
{
    /// <summary>Who called in, as Twilio says; null for a call that was placed.</summary>
    public IncomingCaller? Incoming { get; private set; }

    /// <summary>The number of the organization that was called; null for a call that was placed.</summary>
    public NumberId? NumberId { get; private set; }

    /// <summary>It came in when the organization was closed, as its hours stood then.</summary>
    public bool CameOutsideHours { get; private set; }

    /// <summary>
    /// Somebody calls a number of the organization. What Twilio says of the leg is merged afterwards, as of every leg.
    /// </summary>
    /// <param name="number">The number that was called.</param>
    /// <param name="contactId">Whose number the caller's is; null where nobody has it, or several do.</param>
    /// <param name="now">When it was heard of first.</param>
    /// <param name="isOutsideHours">Whether the organization was closed then.</param>
    public static Call Receive(
        OrganizationId organizationId,
        IncomingCaller caller,
        NumberId numberId,
        PhoneNumber number,
        ContactId? contactId,
        CallSettings settings,
        string language,
        DateTimeOffset now,
        bool isOutsideHours = false)
    {
        var call = new Call
        {
            Id = CallId.New(),
            OrganizationId = organizationId,
            Direction = CallDirection.Inbound,
            CameOutsideHours = isOutsideHours,
            Incoming = caller,
            NumberId = numberId,
            From = caller.Number,
            To = number,
            ContactId = contactId,
            Settings = settings with { Texts = [.. settings.Texts.Where(texts => texts.Language == language)] },
            Language = language,
            RequestedAt = now,
            LastHeardAt = now,
        };
        call.legs.Add(new Leg(call, caller));
        return call;
    }

    /// <summary>Twilio asks what to do with the call. It may have been heard of already: reports come in any order.</summary>
    public void MergeIncoming(string callSid, LegReport report, Receipt receipt)
    {
        if (!legs.Exists(leg => leg.Reports.Any(IsQuestion)))
        {
            RequestedAt = receipt.At;
        }

        MergeLeg(LegRole.Contact, callSid, parentCallSid: null, report, receipt, StepKinds.Received);
    }

    /// <summary>
    /// The caller has stopped speaking, pressed a key or hung up (TwiML Record: "action"). Whether that is a voicemail, Twilio says later:
    /// it may be silence.
    /// </summary>
    public void MergeVoicemailEnd(LegKey key, LegReport report, string? recordingSid, Receipt receipt)
    {
        if (!IsOurs(LegRole.Contact, key))
        {
            HangUpUnknownLeg(LegRole.Contact, key.CallSid, report, receipt);
            return;
        }

        LastHeardAt = Later(LastHeardAt, receipt.At);
        Record(StepKinds.VoicemailEnded, LegRole.Contact, at: null, receipt, note: null, () =>
        {
            var merged = MergeLeg(LegRole.Contact, key, parentCallSid: null, report);
            if (recordingSid is null || recordings.Exists(recording => recording.Sid == recordingSid))
            {
                return merged;
            }

            var begun = new CallRecording(OrganizationId, Id, recordingSid);
            begun.Merge(RecordingStatus.InProgress, durationSeconds: null, channels: null, isVoicemail: true);
            recordings.Add(begun);
            return MergeResult.Fact;
        });
        ActOnWhatIsKnown(receipt.At);
    }

    /// <summary>Twilio could not use our answer and asked the number's fallback address.</summary>
    public void MergeIncomingFallback(string callSid, LegReport report, CarrierError error, Receipt receipt)
    {
        if (!IsOurs(LegRole.Contact, callSid))
        {
            HangUpUnknownLeg(LegRole.Contact, callSid, report, receipt);
            return;
        }

        LastHeardAt = Later(LastHeardAt, receipt.At);
        Record(StepKinds.Fallback, LegRole.Contact, at: null, receipt, error.Code.ToString(CultureInfo.InvariantCulture), () =>
        {
            var merged = MergeLeg(LegRole.Contact, callSid, parentCallSid: null, report);
            var leg = LegOf(LegRole.Contact);
            var isNews = leg.FallbackAt is null;
            leg.FallBack(receipt.At);
            CarrierError = CarrierError.MoreTelling(CarrierError, error);
            return isNews ? MergeResult.Fact : merged;
        });
        ActOnWhatIsKnown(receipt.At);
    }

    private static bool IsQuestion(LegReport report) => report.Source is FactSource.Request;

    private void DeriveIncoming()
    {
        State = (CallState)Math.Max((int)State, (int)IncomingOutcome.StateOf(this));
        Result = HasEnded ? IncomingOutcome.ResultOf(this) : null;
        EndedAt = HasEnded ? legs.Max(leg => leg.EndedAt) : null;
        EndedBy = HasEnded && IncomingOutcome.EndedByOf(this) is var by ? (by == EndedBy ? EndedBy : by) : null;
        CostMicros = CallCost.MicrosOf(this);
    }
}

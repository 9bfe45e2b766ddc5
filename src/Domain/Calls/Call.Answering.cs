using System.Globalization;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>
/// Twilio's requests for what to do next on the agent's leg. The facts that they carry are merged;
/// <see cref="BridgeFlow"/> decides the answer.
/// </content>
public sealed partial class Call
{
    /// <summary>The agent picked up and Twilio asks what to do.</summary>
    /// <param name="isContactReported">Whether a webhook about the contact's leg is stored but not yet applied.</param>
    public AnswerInstruction MergeAnswer(LegKey key, LegReport report, Receipt receipt, bool isContactReported = false)
    {
        if (Settings.AgentMustAccept && IsOurs(LegRole.Agent, key))
        {
            LegOf(LegRole.Agent).AskToAccept(receipt.At);
        }

        MergeLeg(LegRole.Agent, key, parentCallSid: null, report, receipt, StepKinds.AnswerRequested);
        // Even where nothing is new, so that a webhook stored meanwhile causes a conflict and this is decided again.
        CountChange();
        return BridgeFlow.OnAnswer(this, key.CallSid, isContactReported);
    }

    /// <summary>The agent was asked for a key and pressed one, or none.</summary>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>; null where Twilio asked what to do next.</param>
    /// <param name="isContactReported">Whether a webhook about the contact's leg is stored but not yet applied.</param>
    public AnswerInstruction MergeAcceptance(
        LegKey key,
        LegReport report,
        string? digits,
        Receipt receipt,
        string? kind = null,
        bool isContactReported = false)
    {
        if (!IsOurs(LegRole.Agent, key))
        {
            HangUpUnknownLeg(LegRole.Agent, key.CallSid, report, receipt);
            return AnswerInstruction.HangUp;
        }

        var isAccepted = AcceptanceKey.IsPressed(digits);
        LastHeardAt = Later(LastHeardAt, receipt.At);
        Record(kind ?? (isAccepted ? StepKinds.Accepted : StepKinds.NotAccepted), LegRole.Agent, at: null, receipt, note: null, () =>
        {
            var leg = LegOf(LegRole.Agent);
            var isFirst = isAccepted && leg.AcceptedAt is null;
            if (isFirst)
            {
                leg.Accept(receipt.At);
            }

            var merged = MergeLeg(LegRole.Agent, key, parentCallSid: null, report);
            return isFirst ? MergeResult.Fact : merged;
        });
        ActOnWhatIsKnown(receipt.At);
        // As with MergeAnswer.
        CountChange();
        return BridgeFlow.OnKey(this, key.CallSid, digits, isContactReported);
    }

    /// <summary>Twilio could not use an answer of ours and asked the fallback URL instead.</summary>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>.</param>
    public void MergeFallback(LegKey key, LegReport report, CarrierError error, Receipt receipt, string kind = StepKinds.Fallback)
    {
        if (Direction is CallDirection.Inbound)
        {
            MergeIncomingFallback(key.CallSid, report, error, receipt);
            return;
        }

        // On a bridge only the agent's leg asks; in a room each asks for itself.
        var role = Topology is Topology.Room ? RoleOf(key) : LegRole.Agent;
        MergeLeg(role, key, parentCallSid: null, report, receipt, kind is StepKinds.Fallback ? StepKinds.AnswerRequested : kind);
        var meant = Topology is Topology.Room ? legs.Find(leg => leg.CallSid == key.CallSid) : LegOf(LegRole.Agent);
        if (meant is not { } leg)
        {
            return;
        }

        Record(kind, leg.Role, at: null, receipt, error.Code.ToString(CultureInfo.InvariantCulture), () =>
        {
            var isNews = leg.FallbackAt is null;
            leg.FallBack(receipt.At);
            CarrierError = CarrierError.MoreTelling(CarrierError, error);
            return isNews;
        });
    }
}

using CrmVoice.Domain.Common;
namespace CrmVoice.Domain.Calls;

/// <content>Twilio's reports about legs: merged in any order and however often they come, and never refused.</content>
public sealed partial class Call
{
    /// <summary>
    /// The agent's or the contact's leg, whether Twilio has it or not. A call has both from the start; one placed by an older version that
    /// runs beside this one gets them here.
    /// </summary>
    public Leg LegOf(LegRole role)
    {
        if (FirstOf(role) is not { } leg)
        {
            leg = role is LegRole.Agent
                ? new Leg(this, role, LegOrigin.Dialled, AgentId, AgentPhone ?? throw NotPossibleNow())
                : new Leg(this, role, Topology is Topology.Room ? LegOrigin.Dialled : LegOrigin.DialChild, memberId: null, To);
            legs.Add(leg);
        }

        return leg;
    }

    /// <summary>
    /// Merges a report about a leg. A leg that nobody requested is not merged but hung up: it has no id of ours, or our leg with
    /// that id has another SID at Twilio.
    /// </summary>
    /// <param name="role">Whose leg it is; null to derive it from the leg key.</param>
    /// <param name="kind">How it was heard, one of <see cref="StepKinds"/>.</param>
    public void MergeLeg(
        LegRole? role,
        LegKey key,
        string? parentCallSid,
        LegReport report,
        Receipt receipt,
        string kind = StepKinds.Status)
    {
        LastHeardAt = Later(LastHeardAt, receipt.At);
        var fact = report.WithPlausibleTime(RequestedAt, receipt.At);
        if ((role ?? RoleOf(key)) is not { } whose || !IsOurs(whose, key))
        {
            HangUpUnknownLeg(role, key.CallSid, fact, receipt);
            return;
        }

        Record(
            kind,
            whose,
            fact.Time(),
            receipt,
            fact.Status?.ToTwilio() ?? fact.AnsweredBy,
            () => MergeLeg(whose, key, parentCallSid, fact),
            fact.TimeAsSent);
        ActOnWhatIsKnown(receipt.At);
    }

    // A SID that already belongs to a leg says more than the id in a URL.
    private bool IsOurs(LegRole role, LegKey key) =>
        legs.Exists(leg => leg.CallSid == key.CallSid) || Meant(role, key) is { CallSid: null };

    private Leg? Meant(LegRole role, LegKey key) => key.Id is { } id ? legs.Find(leg => leg.Id == id && leg.Role == role) : LegOf(role);

    private LegRole? RoleOf(LegKey key) => legs.Find(leg => leg.Id == key.Id)?.Role ?? RoleOf(key.CallSid);

    private LegRole? RoleOf(string? callSid) => callSid is null ? null : legs.Find(leg => leg.CallSid == callSid)?.Role;

    private MergeResult MergeLeg(LegRole role, LegKey key, string? parentCallSid, LegReport report)
    {
        var leg = legs.Find(leg => leg.CallSid == key.CallSid);
        if (leg is not null)
        {
            return leg.Merge(report, parentCallSid);
        }

        leg = Meant(role, key)!;
        leg.Bind(key.CallSid);
        leg.Merge(report, parentCallSid);
        return MergeResult.Fact;
    }

    private void HangUpUnknownLeg(LegRole? role, string callSid, LegReport report, Receipt receipt)
    {
        Record(StepKinds.UnknownLeg, role, report.Time(), receipt, callSid, () => MergeResult.Fact, report.TimeAsSent);
        if (report.Status?.IsFinal() is not true)
        {
            HangUp(callSid);
        }
    }

    private void ActOnWhatIsKnown(DateTimeOffset now)
    {
        if (Topology is Topology.Room)
        {
            ActOnTheRoom(now);
            return;
        }

        HangUpIfAsked();
        if (HasEnded && FirstLeg is { IsFinal: false } late)
        {
            // The call was given up, and now its leg turns up after all.
            HangUp(late.CallSid!);
        }

        if (!HasEnded && AgentLeg is { IsFinal: true, WasAnswered: true } && ContactLeg is null && DialResult is null)
        {
            Raise(new ContactLegInDoubt(Id, OrganizationId));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

/// <summary>The agent's leg is over and nobody has said whether the contact's phone was ever dialled; Twilio knows.</summary>
public sealed record ContactLegInDoubt(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>Bringing somebody else into the conversation, and taking a participant out of it.</content>
public sealed partial class Call
{
    /// <param name="member">The colleague; null for a number outside.</param>
    /// <param name="terms">What the leg may cost; null for anything.</param>
    /// <exception cref="DomainRuleException">Contact and agent do not talk, or the party is in the call already.</exception>
    public Leg AddLeg(MembershipId? member, PhoneNumber number, MembershipId by, DateTimeOffset now, LegTerms? terms = null)
    {
        _ = InTheRoom(LegOf(LegRole.Contact).Id);
        EnsureMayBeBroughtIn(member, number);
        var seated = SeatedMembers();
        var leg = Bring(member is null ? LegRole.Guest : LegRole.Agent, member, number, by, terms);
        ChangeSeats(seated);
        Take(new RoomStep.Dial(leg), now);
        Ask(StepKinds.LegRequested, leg, now, () => { });
        return leg;
    }

    /// <summary>Ends one leg; the others go on. The contact is hung up by ending the call.</summary>
    /// <exception cref="DomainRuleException">It is the contact's, or over already.</exception>
    public void RemoveLeg(LegId legId, DateTimeOffset now)
    {
        if (legs.Find(leg => leg.Id == legId) is not { } leg
            || leg is { Role: LegRole.Contact } or { IsOpen: false }
            || this is not { Topology: Topology.Room, HasEnded: false })
        {
            throw NotPossibleNow();
        }

        Ask(StepKinds.LegRemoved, leg, now, () => leg.Remove(now));
    }
}

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>Supervisors who listen in, and agents who ask for help.</content>
public sealed partial class Call
{
    /// <summary>Since when an agent asks for help; null where nobody does, and once the call is over.</summary>
    public DateTimeOffset? HelpRequestedAt { get; private set; }

    /// <summary>Rings the supervisor, who enters muted; somebody who listens already changes how.</summary>
    /// <param name="terms">What the supervisor's leg may cost; null for anything.</param>
    /// <exception cref="DomainRuleException">The call does not allow it now, or the supervisor talks in it already.</exception>
    public void Supervise(MembershipId supervisor, PhoneNumber phone, SupervisionMode mode, DateTimeOffset now, LegTerms? terms = null)
    {
        _ = InTheRoom(LegOf(LegRole.Contact).Id);
        if (legs.Find(leg => leg.MemberId == supervisor && !leg.IsGone) is { } there)
        {
            if (there is not { Role: LegRole.Supervisor, RemovedAt: null })
            {
                throw NotPossibleNow();
            }

            Ask(StepKinds.SupervisionRequested, there, now, () => there.Supervise(mode), Kebab.Of(mode));
            return;
        }

        EnsureMayBeBroughtIn(supervisor, phone);
        var seated = SeatedMembers();
        var leg = Bring(LegRole.Supervisor, supervisor, phone, by: supervisor, terms);
        leg.Supervise(mode);
        ChangeSeats(seated);
        Take(new RoomStep.Dial(leg), now);
        Ask(StepKinds.SupervisionRequested, leg, now, () => { }, Kebab.Of(mode));
    }

    /// <exception cref="DomainRuleException">The supervisor does not listen.</exception>
    public void EndSupervision(MembershipId supervisor, DateTimeOffset now)
    {
        var leg = legs.Find(leg => leg is { Role: LegRole.Supervisor, IsGone: false } && leg.MemberId == supervisor)
            ?? throw NotPossibleNow();
        RemoveLeg(leg.Id, now);
    }

    /// <summary>Ends the leg of a supervisor who may not listen any more.</summary>
    public void RevokeSupervision(LegId legId, DateTimeOffset now)
    {
        if (legs.Exists(leg => leg.Id == legId && leg is { Role: LegRole.Supervisor, IsOpen: true }))
        {
            RemoveLeg(legId, now);
        }
    }

    public void RequestHelp(bool isNeeded, DateTimeOffset now)
    {
        if (HasEnded)
        {
            throw NotPossibleNow();
        }

        if (isNeeded != HelpRequestedAt is not null)
        {
            Ask(isNeeded ? StepKinds.HelpRequested : StepKinds.HelpEnded, leg: null, now, () => HelpRequestedAt = isNeeded ? now : null);
        }
    }
}

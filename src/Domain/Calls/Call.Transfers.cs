using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>Handing the contact over to a colleague or to a number outside.</content>
public sealed partial class Call
{
    public IReadOnlyList<Transfer> Transfers => transfers;

    /// <summary>Who placed it; the agent in charge (<see cref="AgentId"/>) may be another by now.</summary>
    public MembershipId PlacedBy { get; private set; }

    /// <param name="from">The leg of the agent who hands over.</param>
    /// <param name="member">The colleague; null for a number outside.</param>
    /// <param name="terms">What the target's leg may cost; null for anything.</param>
    /// <exception cref="DomainRuleException">Contact and agent do not talk, or another transfer is under way.</exception>
    public Transfer StartTransfer(
        LegId from,
        TransferKind kind,
        MembershipId? member,
        PhoneNumber number,
        MembershipId by,
        DateTimeOffset now,
        LegTerms? terms = null)
    {
        var agent = InTheRoom(from);
        if (!agent.Role.Traits().OwnsCall || !Room.Has(LegOf(LegRole.Contact).Id) || transfers.Exists(transfer => transfer.IsOpen))
        {
            throw NotPossibleNow();
        }

        EnsureMayBeBroughtIn(member, number);
        var seated = SeatedMembers();
        var to = Bring(member is null ? LegRole.Guest : LegRole.Agent, member, number, by, terms);
        var transfer = new Transfer(TransferId.New(), kind, from, to.Id, by, now)
        {
            ToMemberId = member,
            ToNumber = member is null ? number.Value : null,
            CompletionRequestedAt = kind is TransferKind.Cold ? now : null,
        };
        transfers.Add(transfer);
        ChangeSeats(seated);
        Ask(StepKinds.TransferRequested, to, now, () => agent.TryUpdateAgain(), Kebab.Of(kind));
        return transfer;
    }

    /// <summary>The agent leaves the contact with the target.</summary>
    /// <exception cref="DomainRuleException">The target is not in the room, or the transfer is over.</exception>
    public void CompleteTransfer(TransferId id, DateTimeOffset now)
    {
        var transfer = Joined(id);
        if (transfer.IsCompleting)
        {
            throw NotPossibleNow();
        }

        Change(transfer with { CompletionRequestedAt = now }, StepKinds.TransferCompleted, now);
    }

    /// <summary>Contact, agent and target talk together.</summary>
    /// <inheritdoc cref="CompleteTransfer" path="/exception"/>
    public void MergeTransfer(TransferId id, DateTimeOffset now)
    {
        var transfer = Joined(id);
        if (transfer.MergedAt is not null || transfer.IsCompleting)
        {
            throw NotPossibleNow();
        }

        Change(transfer with { MergedAt = now }, StepKinds.TransferMerged, now);
    }

    /// <summary>The contact goes back to the agent, and the target is hung up.</summary>
    /// <exception cref="DomainRuleException">The agent has left, or the transfer is over.</exception>
    public void CancelTransfer(TransferId id, DateTimeOffset now)
    {
        var transfer = Open(id);
        if (transfer.IsCompleting || legs.Find(leg => leg.Id == transfer.FromLegId) is not { IsGone: false })
        {
            throw NotPossibleNow();
        }

        Change(transfer with { CanceledAt = now }, StepKinds.TransferCanceled, now);
    }

    private Transfer Open(TransferId id) =>
        !HasEnded && transfers.Find(transfer => transfer.Id == id) is { IsOpen: true, CanceledAt: null } transfer
            ? transfer
            : throw NotPossibleNow();

    private Transfer Joined(TransferId id) =>
        Open(id) is var transfer && TransferFlow.TargetIsThere(this, transfer) ? transfer : throw NotPossibleNow();

    // What was put on hold by hand goes with the transfer: whoever takes the contact over shall not have to find the button.
    private void Change(Transfer changed, string kind, DateTimeOffset now)
    {
        var contact = LegOf(LegRole.Contact);
        Ask(kind, legs.Find(leg => leg.Id == changed.ToLegId), now, () =>
        {
            contact.RequestHold(false);
            contact.TryUpdateAgain();
            transfers[transfers.FindIndex(transfer => transfer.Id == changed.Id)] = changed;
        });
    }

    private void AdvanceTransfers(DateTimeOffset now)
    {
        for (var at = 0; at < transfers.Count; at++)
        {
            var advanced = TransferFlow.Advance(this, transfers[at], now);
            if (TransferFlow.NeedsReturn(this, advanced))
            {
                var from = legs.Find(leg => leg.Id == advanced.FromLegId)!;
                // Takes over what the leg that ended was allowed to cost.
                var back = Bring(
                    LegRole.Agent,
                    from.MemberId,
                    PhoneNumber.Parse(from.Address!),
                    advanced.RequestedBy,
                    new LegTerms(from.RatePerMinute, from.LongestSeconds));
                Take(new RoomStep.Dial(back), now);
                advanced = advanced with { ReturnLegId = back.Id };
            }

            if (advanced == transfers[at])
            {
                continue;
            }

            var hasEnded = advanced.Result is not null && transfers[at].Result != advanced.Result;
            transfers[at] = advanced;
            if (hasEnded)
            {
                Record(StepKinds.TransferEnded, leg: null, advanced.EndedAt, now, Kebab.Of(advanced.Result!.Value), () => true);
            }
        }
    }

    private Leg Bring(LegRole role, MembershipId? member, PhoneNumber number, MembershipId by, LegTerms? terms)
    {
        var leg = new Leg(this, role, LegOrigin.Dialled, member, number);
        leg.BringIn(by, terms ?? new LegTerms());
        legs.Add(leg);
        return leg;
    }

    private void EnsureMayBeBroughtIn(MembershipId? member, PhoneNumber number)
    {
        if (number == To)
        {
            throw new DomainRuleException(RuleCodes.OwnNumber, "The contact is in the call already.");
        }

        if (legs.Exists(leg => !leg.IsGone && (leg.Address == number.Value || (member is not null && leg.MemberId == member))))
        {
            throw NotPossibleNow();
        }
    }
}

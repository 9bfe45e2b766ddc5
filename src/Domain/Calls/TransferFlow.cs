using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// How a contact is handed over. The contact waits on hold until whoever takes over is in the room; the agent leaves only then, or at once
/// where the transfer is cold. Nobody is left waiting: a target that does not take the contact gives it back, and an agent who has left
/// already is rung once more.
/// </summary>
public static class TransferFlow
{
    /// <summary>Whether the contact has to hear music for this transfer.</summary>
    public static bool HoldsContact(Call call, Transfer transfer) =>
        transfer is { IsOpen: true, MergedAt: null, CanceledAt: null }
        && MayLeave(call, transfer)
        && !(IsGone(call, transfer.ToLegId) && !HasLeft(call, transfer) && !transfer.IsCompleting)
        && !(transfer.IsCompleting && TakerIsThere(call, transfer));

    /// <summary>Whether the agent is about to leave the contact with the target.</summary>
    public static bool IsHandingOver(Call call, Transfer transfer) =>
        transfer is { IsOpen: true, IsCompleting: true, CanceledAt: null } && TakerIsThere(call, transfer);

    /// <summary>Whether the target can be heard in the room.</summary>
    public static bool TargetIsThere(Call call, Transfer transfer) => call.Room.Has(transfer.ToLegId);

    /// <summary>How far it has come by what is known now.</summary>
    /// <param name="now">UTC, our clock.</param>
    public static Transfer Advance(Call call, Transfer transfer, DateTimeOffset now)
    {
        var (from, to, contact) = (LegOf(call, transfer.FromLegId), LegOf(call, transfer.ToLegId), call.LegOf(LegRole.Contact));
        if (TakenAt(call, transfer, from) is { } taken)
        {
            // Also where it seemed to be over: what was heard last need not have happened last.
            return transfer with { Result = TransferResult.Taken, EndedAt = taken };
        }

        if (!transfer.IsOpen)
        {
            return transfer;
        }

        if (contact.IsGone)
        {
            return transfer with { Result = TransferResult.ContactLeft, EndedAt = contact.EndedAt ?? now };
        }

        return transfer switch
        {
            { CanceledAt: { } canceled } => transfer with { Result = TransferResult.Returned, EndedAt = canceled },
            { ReturnLegId: { } id } when call.Room.Has(id) => transfer with { Result = TransferResult.Returned, EndedAt = now },
            { ReturnLegId: { } id } when IsGone(call, id) => transfer with { Result = TransferResult.NotTaken, EndedAt = now },
            // Of a cold transfer the agent is on the way out: who has left is rung once more.
            { ReturnLegId: null } when to.IsGone && !from.IsGone && !(IsCold(transfer) && to.RequestedAt is not null) =>
                transfer with { Result = TransferResult.Returned, EndedAt = to.EndedAt ?? now },
            { CompletionRequestedAt: null } when from.IsGone => transfer with { CompletionRequestedAt = now },
            _ => transfer,
        };
    }

    /// <summary>Whether the agent has to be rung once more, since the target did not take the contact and the agent has left.</summary>
    public static bool NeedsReturn(Call call, Transfer transfer) =>
        transfer is { IsOpen: true, ReturnLegId: null, CanceledAt: null }
        && HasLeft(call, transfer)
        && IsGone(call, transfer.ToLegId)
        && LegOf(call, transfer.FromLegId).MemberId is not null;

    internal static IEnumerable<RoomStep> Next(Call call) => call.Transfers.SelectMany(transfer => Next(call, transfer));

    private static IEnumerable<RoomStep> Next(Call call, Transfer transfer)
    {
        var (from, to) = (LegOf(call, transfer.FromLegId), LegOf(call, transfer.ToLegId));
        if (transfer is { CanceledAt: not null } && to.IsOpen && !from.IsGone)
        {
            yield return new RoomStep.End(to);
        }

        if (!transfer.IsOpen)
        {
            yield break;
        }

        var isOnHold = call.Room.WhereIs(call.LegOf(LegRole.Contact).Id)?.Flags?.Hold is true;
        var isReady = MayLeave(call, transfer) && isOnHold;
        if (to is { RequestedAt: null, IsGone: false } && isReady)
        {
            yield return new RoomStep.Dial(to);
        }

        var leavesNow = IsCold(transfer) ? isReady || to.RequestedAt is not null : TargetIsThere(call, transfer) && !isOnHold;
        if (transfer.IsCompleting && leavesNow && from.IsOpen && !IsWhisperedTo(call, from))
        {
            yield return new RoomStep.End(from);
        }
    }

    // When the contact and the target could hear each other and the agent was gone.
    private static DateTimeOffset? TakenAt(Call call, Transfer transfer, Leg from) =>
        transfer.CanceledAt is null && from is { IsGone: true, EndedAt: { } left }
            ? call.Room.TalksOf(call.LegOf(LegRole.Contact).Id, transfer.ToLegId)
                .Where(talk => talk.To is null || talk.To > left)
                .Select(talk => (DateTimeOffset?)(talk.From > left ? talk.From : left))
                .FirstOrDefault()
            : null;

    private static bool IsCold(Transfer transfer) => transfer.Kind is TransferKind.Cold;

    // Else the room would end with the agent.
    private static bool MayLeave(Call call, Transfer transfer) =>
        HasLeft(call, transfer) || call.Room.WhereIs(transfer.FromLegId)?.Flags is { EndsOnExit: false };

    private static bool HasLeft(Call call, Transfer transfer) => IsGone(call, transfer.FromLegId);

    private static bool TakerIsThere(Call call, Transfer transfer) =>
        call.Room.Has(transfer.ToLegId) || (transfer.ReturnLegId is { } back && call.Room.Has(back));

    // Whispering becomes talking to everybody when the coached leg is gone.
    private static bool IsWhisperedTo(Call call, Leg leg) => call.Legs.Any(supervisor =>
        supervisor.CoachedLegId == leg.Id && call.Room.WhereIs(supervisor.Id)?.Flags is { Coaching: true, Muted: false });

    private static bool IsGone(Call call, LegId id) => LegOf(call, id).IsGone;

    private static Leg LegOf(Call call, LegId id) => call.Legs.First(leg => leg.Id == id);
}

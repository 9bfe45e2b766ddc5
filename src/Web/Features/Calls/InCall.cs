using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Features.Calls;

/// <summary>What pressing the red button does to whoever presses it.</summary>
public enum Ending
{
    /// <summary>The call is over for everybody.</summary>
    HangUp,

    /// <summary>The others go on.</summary>
    Leave,

    /// <summary>The reader's telephone rings, and is to stop.</summary>
    Decline,

    /// <summary>A supervisor listens no longer; the call goes on.</summary>
    StopListening,
}

/// <summary>
/// A live call in a room as one of its participants handles it: what can be done now, and what is waited for. Each is true only where
/// Twilio can do it: the contact has been reached, and the reader's own leg is in the room.
/// </summary>
public sealed record InCall(CallView Call, LegView Own, LegView Contact)
{
    /// <summary>The transfer that is under way; null where none is.</summary>
    public TransferView? Transfer { get; } = Call.Transfers.LastOrDefault(transfer => transfer.Result is null);

    /// <summary>Its target's leg; null as long as nobody is called.</summary>
    public LegView? Target => Call.Legs.FirstOrDefault(leg => leg.Id == Transfer?.ToLegId);

    public bool IsSupervisor => Own.Role is LegRole.Supervisor;

    /// <summary>
    /// Whether the contact waits for what somebody does with a transfer; not for the reader who is to take over and is there, and who is
    /// not to wait for Twilio.
    /// </summary>
    public bool IsApart => Transfer is { MergedAt: null } && !(Transfer.CompletionRequestedAt is not null && Target?.Id == Own.Id);

    public bool IsHandedOverByReader => Transfer?.FromLegId == Own.Id;

    public bool IsTargetThere => Target is { } target && Call.HasInRoom(target);

    public bool MayHold => !IsSupervisor && !IsApart;

    public bool MayMute => !IsSupervisor;

    public bool MayPressKeys => !IsSupervisor && !IsApart && !Contact.OnHold;

    public bool MayTransfer => !IsSupervisor && Transfer is null;

    public bool MayAdd => !IsSupervisor && !IsApart;

    /// <summary>Whether the transfer can be completed, or all be put together: its target can be heard.</summary>
    public bool MayComplete => IsHandedOverByReader && IsTargetThere && Transfer is { MergedAt: null, CompletionRequestedAt: null };

    public bool MayTakeBack => IsHandedOverByReader && Transfer is { MergedAt: null, CompletionRequestedAt: null };

    /// <summary>Whether the contact and somebody else would go on without the reader.</summary>
    public bool MayLeave => !IsSupervisor && !IsApart && Others.Count > 0;

    /// <summary>Agents and guests other than the reader whom the contact can hear.</summary>
    public IReadOnlyList<LegView> Others { get; } =
    [
        .. Call.Legs.Where(leg => leg.Id != Own.Id && leg.Role.Traits().IsTalker && Call.HasInRoom(leg)),
    ];

    /// <summary>Whether Twilio has not yet done what was asked of the contact's hold.</summary>
    public bool IsHoldPending => MayHold && Contact.HoldRequested != Contact.OnHold;

    public bool IsMutePending => MayMute && Own.MuteRequested != Own.Muted;

    /// <summary>Null where the call is not in a room, nobody has been connected, or the reader is not in the room.</summary>
    public static InCall? Of(CallView? call, Guid me)
    {
        if (call is not { Topology: Topology.Room, State: CallState.Connected, HangupRequestedAt: null })
        {
            return null;
        }

        var contact = call.Legs.FirstOrDefault(leg => leg.Role is LegRole.Contact && call.HasInRoom(leg));
        var own = call.Legs.LastOrDefault(leg => leg.Member?.Id == me && call.HasInRoom(leg));
        return contact is null || own is null ? null : new InCall(call, own, contact);
    }

    /// <summary>The leg on which somebody takes part in a live call or is called; null where there is none.</summary>
    public static LegView? OwnLeg(CallView call, Guid me) =>
        call.Legs.LastOrDefault(leg => leg is { EndedAt: null, Role: not LegRole.Contact } && leg.Member?.Id == me);

    /// <summary>What the red button does: an agent in charge ends the call, somebody else leaves it unless nobody would be left.</summary>
    public static Ending EndingFor(CallView call, Guid me)
    {
        if (call.Topology is not Topology.Room || call.Agent?.Id == me || OwnLeg(call, me) is not { } own)
        {
            return Ending.HangUp;
        }

        var isAlone = !call.Legs.Any(leg => leg.Id != own.Id && leg.EndedAt is null && leg.Role.Traits().IsTalker);
        return own.Role is LegRole.Supervisor ? Ending.StopListening
            : own.AnsweredAt is null ? Ending.Decline
            : isAlone ? Ending.HangUp
            : Ending.Leave;
    }
}

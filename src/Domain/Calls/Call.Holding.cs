using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>Hold and mute: what people ask for is stored at once; Twilio is told, and the room's reports say when it was done.</content>
public sealed partial class Call
{
    /// <param name="legId">Whom; null for the contact.</param>
    /// <exception cref="DomainRuleException">
    /// The leg is not in the room; or the contact, who is to be taken back, waits for what becomes of a transfer.
    /// </exception>
    public void SetHold(LegId? legId, bool isOnHold, DateTimeOffset now)
    {
        var leg = InTheRoom(legId ?? LegOf(LegRole.Contact).Id);
        if (leg.Role.Traits().IsListener || (!isOnHold && leg.Role is LegRole.Contact && IsContactKeptByTransfer))
        {
            throw NotPossibleNow();
        }

        Ask(isOnHold ? StepKinds.HoldRequested : StepKinds.UnholdRequested, leg, now, () => leg.RequestHold(isOnHold));
    }

    /// <inheritdoc cref="SetHold" path="/exception"/>
    public void SetMute(LegId legId, bool isMuted, DateTimeOffset now)
    {
        var leg = InTheRoom(legId);
        Ask(isMuted ? StepKinds.MuteRequested : StepKinds.UnmuteRequested, leg, now, () => leg.RequestMute(isMuted));
    }

    /// <summary>Keys pressed for the contact, such as an extension.</summary>
    /// <param name="digits">0 to 9, *, # and w for a pause of half a second.</param>
    /// <inheritdoc cref="SetHold" path="/exception"/>
    public void SendDigits(string digits, DateTimeOffset now)
    {
        var leg = InTheRoom(LegOf(LegRole.Contact).Id);
        Ask(StepKinds.DigitsRequested, leg, now, () => { });
        Raise(new DigitsNeeded(Id, OrganizationId, leg.Id, digits));
    }

    // To take it back from there is to put all together, to complete the transfer, or to cancel it: each has a verb of its own.
    private bool IsContactKeptByTransfer => transfers.Exists(transfer => TransferFlow.HoldsContact(this, transfer));

    private static DomainRuleException NotPossibleNow() =>
        new(RuleCodes.NotPossibleNow, "The call does not allow this now.");

    private Leg InTheRoom(LegId legId) =>
        legs.Find(leg => leg.Id == legId) is { } leg && this is { Topology: Topology.Room, HasEnded: false, HangupRequestedAt: null }
        && Room.Has(legId)
            ? leg
            : throw NotPossibleNow();

    // A person's wish: tried anew, whatever Twilio refused before.
    private void Ask(string kind, Leg? leg, DateTimeOffset now, Action change, string? note = null)
    {
        Record(kind, leg?.Role, now, now, note, () =>
        {
            leg?.TryUpdateAgain();
            change();
            return true;
        });
        ActOnTheRoom(now);
    }
}

/// <summary>The contact's side is to hear keys.</summary>
public sealed record DigitsNeeded(CallId CallId, OrganizationId OrganizationId, LegId LegId, string Digits) : IDomainEvent;

using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Conferences;

namespace CrmVoice.Sandbox.Calls;

/// <summary>
/// How the far end of a leg asked for by REST behaves. Agents and contacts are asked for by the same request, so that it is said late:
/// while somebody of the account is in a room or on the way into one, the endings of contacts count too; in a room, whoever joins first or
/// was asked for a key is
/// an agent, anybody else a contact.
/// </summary>
internal sealed class LegBehaviours(
    BehaviourQueue queue,
    ConferenceStore conferences,
    CallStore calls,
    Deliveries deliveries,
    LegDialer dialing)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(0.2);

    /// <summary>What Twilio's answer to the request depends on.</summary>
    public (Behaviour Behaviour, ChosenBehaviour? Chosen) AtRequest(string to)
    {
        var chosen = queue.TryTake(LegKind.Agent, to);
        return (chosen?.Behaviour ?? Behaviour.OfAgent(to), chosen);
    }

    public void AtDialling(SandboxCall call)
    {
        if (call.Chosen is not null || call.IsContact || !HasRoom(call))
        {
            return;
        }

        if ((queue.TryTake(LegKind.Contact, call.To)?.Behaviour ?? Behaviour.OfContactEnding(call.To)) is { } contact)
        {
            BecomeContact(call, contact);
        }
    }

    private bool HasRoom(SandboxCall call) =>
        conferences.HasLive(call.Account)
        || calls.NewestFirst.Any(other =>
            other != call && other.Account == call.Account && other.IsHeadingForRoom && !other.Status.IsFinal());

    public void AtAnswer(SandboxCall call) =>
        dialing.HangUpAfter(call, call.Behaviour.HangsUpAtOnce ? AtOnce : call.IsContact ? null : call.Behaviour.Talks);

    /// <summary>
    /// Says it for good: whoever comes into another room later stays who it is. A contact talks from now on, for as long as it does.
    /// </summary>
    public void AtJoining(SandboxCall call, bool isFirst)
    {
        if (call.HasJoined)
        {
            return;
        }

        call.HasJoined = true;
        if (call.Parent is not null)
        {
            call.IsContact = true;
        }
        else if (call.Chosen is null)
        {
            BecomeWhoItIs(call, isFirst);
        }

        if (call.IsContact)
        {
            dialing.HangUpAfter(call, call.Behaviour.HangsUpAtOnce ? AtOnce : call.Behaviour.Talks);
        }
    }

    private void BecomeWhoItIs(SandboxCall call, bool isFirst)
    {
        if (isFirst || call.WasAskedForKey)
        {
            call.Behaviour = call.IsContact ? Behaviour.OfAgent(call.To) : call.Behaviour;
            call.IsContact = false;
        }
        else if (!call.IsContact && call.Behaviour == Behaviour.OfAgent(call.To))
        {
            BecomeContact(call, Behaviour.OfContact(call.To));
        }
    }

    private void BecomeContact(SandboxCall call, Behaviour behaviour)
    {
        call.Behaviour = behaviour;
        call.IsContact = true;
        call.Delivery = deliveries.TroubleOf(behaviour) ?? call.Delivery;
    }
}

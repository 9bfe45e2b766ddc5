using System.Collections.Concurrent;

namespace CrmVoice.Sandbox.Calls;

internal enum LegKind
{
    Agent,
    Contact,
}

/// <summary>Behaviours asked for on the page or by a test: each is used once, by the next leg of its kind, whatever its number.</summary>
internal sealed class BehaviourQueue
{
    private readonly ConcurrentQueue<Behaviour> agents = new();
    private readonly ConcurrentQueue<Behaviour> contacts = new();

    public IReadOnlyList<(LegKind Leg, Behaviour Behaviour)> Waiting =>
        [.. agents.Select(behaviour => (LegKind.Agent, behaviour)), .. contacts.Select(behaviour => (LegKind.Contact, behaviour))];

    public void Add(LegKind leg, Behaviour behaviour) => QueueOf(leg).Enqueue(behaviour);

    public Behaviour TakeFor(LegKind leg, string number) =>
        QueueOf(leg).TryDequeue(out var behaviour) ? behaviour
        : leg == LegKind.Agent ? Behaviour.OfAgent(number)
        : Behaviour.OfContact(number);

    private ConcurrentQueue<Behaviour> QueueOf(LegKind leg) => leg == LegKind.Agent ? agents : contacts;
}

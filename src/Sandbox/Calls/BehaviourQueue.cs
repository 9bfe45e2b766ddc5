namespace CrmVoice.Sandbox.Calls;

internal enum LegKind
{
    Agent,
    Contact,
}

/// <summary>A behaviour asked for on the page or by a test.</summary>
/// <param name="To">The number that it is meant for; null for the next leg of its kind, whatever its number.</param>
internal sealed record ChosenBehaviour(LegKind Leg, Behaviour Behaviour, string? To);

/// <summary>Behaviours that were asked for: each is used once.</summary>
internal sealed class BehaviourQueue
{
    private readonly Lock gate = new();
    private readonly List<ChosenBehaviour> waiting = [];

    public IReadOnlyList<ChosenBehaviour> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. waiting.OrderBy(chosen => chosen.Leg)];
            }
        }
    }

    public void Add(LegKind leg, Behaviour behaviour) => Add(new ChosenBehaviour(leg, behaviour, null));

    public void Add(ChosenBehaviour chosen)
    {
        lock (gate)
        {
            waiting.Add(chosen);
        }
    }

    public Behaviour TakeFor(LegKind leg, string number) =>
        TryTake(leg, number)?.Behaviour ?? (leg == LegKind.Agent ? Behaviour.OfAgent(number) : Behaviour.OfContact(number));

    /// <summary>What was asked for this number, or else for a leg of this kind.</summary>
    public ChosenBehaviour? TryTake(LegKind leg, string number)
    {
        lock (gate)
        {
            var chosen =
                waiting.Find(each => each.To == number) ?? waiting.Find(each => each.To is null && each.Leg == leg);
            waiting.Remove(chosen!);
            return chosen;
        }
    }
}

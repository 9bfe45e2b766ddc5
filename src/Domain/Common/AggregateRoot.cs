namespace CrmVoice.Domain.Common;

public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> events = [];

    /// <summary>Counts the changes stored so far; two writers that read the same version cannot both store.</summary>
    public int Version { get; private set; }

    /// <summary>Whoever decided by what they saw gets to change nothing else.</summary>
    /// <param name="seen">The version that was seen; null where nobody looked.</param>
    /// <exception cref="DomainRuleException">It was changed since.</exception>
    public void EnsureStillAt(int? seen)
    {
        if (seen is not null && seen != Version)
        {
            throw new DomainRuleException(RuleCodes.ConcurrentChange, "Somebody else changed this at the same time.");
        }
    }

    /// <summary>Hands over what happened since the last time and forgets it, so that no event is handled twice.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IDomainEvent[] taken = [.. events];
        events.Clear();
        return taken;
    }

    protected void Raise(IDomainEvent happened) => events.Add(happened);

    protected void CountChange() => Version++;
}

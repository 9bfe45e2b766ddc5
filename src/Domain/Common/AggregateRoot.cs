namespace CrmVoice.Domain.Common;

public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> events = [];

    /// <summary>Counts the changes stored so far; two writers that read the same version cannot both store.</summary>
    public int Version { get; private set; }

    /// <summary>Ensures that a user changes only the version that the user saw.</summary>
    /// <param name="seen">The version that the user saw; null to skip the check.</param>
    /// <exception cref="DomainRuleException">It was changed since.</exception>
    public void EnsureStillAt(int? seen)
    {
        if (seen is not null && seen != Version)
        {
            throw new DomainRuleException(RuleCodes.ConcurrentChange, "Somebody else changed this at the same time.");
        }
    }

    /// <summary>Returns the events since the last time and clears them, so that none is handled twice.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        IDomainEvent[] taken = [.. events];
        events.Clear();
        return taken;
    }

    protected void Raise(IDomainEvent happened) => events.Add(happened);

    protected void CountChange() => Version++;
}

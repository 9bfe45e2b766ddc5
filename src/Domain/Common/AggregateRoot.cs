namespace CrmVoice.Domain.Common;

public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> events = [];

    /// <summary>Counts the changes stored so far; two writers that read the same version cannot both store.</summary>
    public int Version { get; private set; }

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

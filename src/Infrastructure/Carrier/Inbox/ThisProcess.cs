namespace CrmVoice.Infrastructure.Carrier.Inbox;

/// <summary>Tells this process's rows from those of other processes on the same database.</summary>
internal sealed class ThisProcess
{
    public Guid Id { get; } = Guid.NewGuid();
}

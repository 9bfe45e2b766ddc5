namespace CrmVoice.Application.Carrier.Outbox;

/// <summary>Identifies the process that claims requests in the outbox.</summary>
public interface IProcessIdentity
{
    /// <summary>The id of a dead process where this one takes its place; never the id of another live process.</summary>
    Guid Id { get; }
}

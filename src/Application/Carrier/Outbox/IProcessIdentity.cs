namespace CrmVoice.Application.Carrier.Outbox;

/// <summary>Who claims what stands in the outbox.</summary>
public interface IProcessIdentity
{
    /// <summary>The same as before where this process takes the place of one that has died, and never that of another one that lives.</summary>
    Guid Id { get; }
}

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

public interface INumberRepository
{
    void Add(Number number);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Number?> FindAsync(NumberId id, CancellationToken cancellationToken);

    /// <summary>All there are, also those that Twilio lists no longer, in the order in which they were added.</summary>
    Task<IReadOnlyList<Number>> ListAsync(CancellationToken cancellationToken);
}

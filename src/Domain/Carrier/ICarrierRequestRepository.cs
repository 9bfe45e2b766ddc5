using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

public interface ICarrierRequestRepository
{
    void Add(CarrierRequest request);

    Task<CarrierRequest?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>All requests of a call, those of the present transaction included.</summary>
    Task<IReadOnlyList<CarrierRequest>> ListAsync(CallId callId, CancellationToken cancellationToken);
}

namespace CrmVoice.Domain.Calls;

/// <summary>Looks across organizations: an account may be shared.</summary>
public interface ICarrierPaceRepository
{
    void Add(CarrierPace pace);

    Task<CarrierPace?> FindAsync(string accountSid, CancellationToken cancellationToken);

    /// <summary>How many requests wait for their turn at the account.</summary>
    Task<int> CountWaitingAsync(string accountSid, CancellationToken cancellationToken);
}

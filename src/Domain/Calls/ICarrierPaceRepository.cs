namespace CrmVoice.Domain.Calls;

/// <summary>Looks across organizations: an account may be shared.</summary>
public interface ICarrierPaceRepository
{
    void Add(CarrierPace pace);

    Task<CarrierPace?> FindAsync(string accountSid, CancellationToken cancellationToken);
}

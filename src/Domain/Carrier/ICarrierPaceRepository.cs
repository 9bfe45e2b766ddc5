namespace CrmVoice.Domain.Carrier;

/// <summary>Looks across organizations: an account may be shared.</summary>
public interface ICarrierPaceRepository
{
    void Add(CarrierPace pace);

    /// <param name="line">The account's SID, or the id of an organization with a line of its own.</param>
    Task<CarrierPace?> FindAsync(string line, CancellationToken cancellationToken);

    /// <summary>How many requests wait for their turn at the account; null for the present organization's alone.</summary>
    Task<int> CountWaitingAsync(string? accountSid, CancellationToken cancellationToken);

    /// <summary>The turns of those of them with which calls begin.</summary>
    /// <inheritdoc cref="CountWaitingAsync" path="/param"/>
    Task<IReadOnlyList<CarrierTurn>> ListBeginningAsync(string? accountSid, CancellationToken cancellationToken);
}

namespace CrmVoice.Domain.Organizations;

public interface IPriceListRepository
{
    void Add(PriceList prices);

    /// <param name="country">ISO 3166-1 alpha-2.</param>
    Task<PriceList?> FindAsync(string country, CancellationToken cancellationToken);
}

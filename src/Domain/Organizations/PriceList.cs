using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

/// <summary>
/// What calls to the numbers of a country cost an organization's account, as Twilio last said: kept, so that no call waits for it (Twilio:
/// "Voice Countries resource", pricing API, version 2).
/// </summary>
public sealed class PriceList : IOrganizationOwned
{
    public const int CountryLength = 2;

    /// <summary>How long it is gone by before Twilio is asked again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private PriceList()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; private set; } = "";

    /// <summary>Whose prices they are: accounts have discounts of their own.</summary>
    public string AccountSid { get; private set; } = "";

    /// <summary>ISO 4217, in capitals.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>UTC.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Empty where Twilio has none for the country.</summary>
    public IReadOnlyList<PrefixPrice> Prices { get; private set; } = [];

    /// <summary>Of the country's numbers the most expensive; null where there are no prices.</summary>
    public decimal? Dearest => Prices.Max(price => (decimal?)price.PerMinute);

    public static PriceList Of(OrganizationId organizationId, string country) =>
        new() { OrganizationId = organizationId, Country = country };

    public void Replace(string accountSid, string currency, IReadOnlyList<PrefixPrice> prices, DateTimeOffset now) =>
        (AccountSid, Currency, Prices, ReadAt) = (accountSid, currency.ToUpperInvariant(), prices, now);

    /// <summary>
    /// Of a minute: the price of the longest beginning that fits, and of several for the same one that of the caller ID's. A number that
    /// fits none is taken for the most expensive of its country.
    /// </summary>
    /// <param name="from">The caller ID.</param>
    public decimal? PerMinute(PhoneNumber to, PhoneNumber from) =>
        Prices
            .Where(price => Begins(to, price.To) && (price.From is null || Begins(from, price.From)))
            .OrderByDescending(price => price.To.Length)
            .ThenByDescending(price => price.From?.Length ?? 0)
            .ThenByDescending(price => price.PerMinute)
            .Select(price => (decimal?)price.PerMinute)
            .FirstOrDefault() ?? Dearest;

    private static bool Begins(PhoneNumber number, string digits) =>
        number.Value.AsSpan(1).StartsWith(digits, StringComparison.Ordinal);
}

/// <param name="To">How the numbers begin, in digits, the country's code first: <c>5511</c>.</param>
/// <param name="From">How caller IDs begin for which it holds; null for all of them.</param>
public sealed record PrefixPrice(string To, string? From, decimal PerMinute);

using CrmVoice.Application.Common;
using CrmVoice.Domain.Organizations;

namespace CrmVoice.Application.Organizations;

/// <summary>What calls cost the present organization's Twilio account (Twilio: "Voice Pricing").</summary>
public interface IVoicePrices
{
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    Task<CountryPrices> ReadAsync(string country, CancellationToken cancellationToken);
}

/// <param name="Currency">ISO 4217; empty where Twilio said none.</param>
/// <param name="Prices">None where Twilio has none for the country.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it could not be reached; null where it answered.</param>
public sealed record CountryPrices(string Currency, IReadOnlyList<PrefixPrice> Prices, CarrierErrorView? Error = null);

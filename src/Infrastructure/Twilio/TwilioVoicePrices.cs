using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Twilio.Rest;
using Twilio.Rest.Pricing.V2.Voice;
using Twilio.Types;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>Twilio: "Voice Countries resource" of the pricing API, version 2, on <c>pricing.twilio.com</c>.</summary>
internal sealed class TwilioVoicePrices(TwilioRestClients clients) : IVoicePrices
{
    // Twilio: "Errors", 20404: it has no such country.
    private const int NotFound = 20404;

    // How Twilio writes that a price holds for every caller ID.
    private const string All = "ALL";

    public async Task<CountryPrices> ReadAsync(string country, CancellationToken cancellationToken)
    {
        try
        {
            var client = await clients.OpenAsync(cancellationToken);
            var told = await client.AskAsync(twilio => CountryResource.FetchAsync(country, client: twilio));
            return new CountryPrices(
                told.PriceUnit is { Length: CallRates.CurrencyLength } unit ? unit : "",
                [.. (told.OutboundPrefixPrices ?? []).SelectMany(Read).Distinct()]);
        }
        catch (TwilioErrorException error)
        {
            return new CountryPrices("", [], error.Code == NotFound ? null : new CarrierErrorView(error.Code, error.Message));
        }
        catch (TwilioUnansweredException error)
        {
            return new CountryPrices("", [], new CarrierErrorView(0, error.Message));
        }
    }

    // What the account pays, discounts included. Prices that no call can have are none.
    private static IEnumerable<PrefixPrice> Read(OutboundPrefixPriceWithOrigin price) =>
        from to in price.DestinationPrefixes ?? []
        from origin in price.OriginationPrefixes is { Count: > 0 } origins ? origins : [All]
        where IsDigits(to) && (origin == All || IsDigits(origin)) && price.CurrentPrice is >= 0 and < 1_000
        select new PrefixPrice(to, origin == All ? null : origin, (decimal)price.CurrentPrice!);

    private static bool IsDigits(string? text) => text is { Length: > 0 and < 16 } && text.All(char.IsAsciiDigit);
}

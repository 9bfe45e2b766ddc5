using System.Globalization;
using CrmVoice.Sandbox.Accounts;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// Version 2 of the pricing API, on <c>pricing.twilio.com</c> where it is Twilio (Twilio: "Voice Pricing"). Its addresses name no account and
/// end without <c>.json</c>, and prices are texts.
/// </summary>
internal static class PricingEndpoints
{
    // Dialing permissions have Canada in the United States; prices do not.
    private static readonly Country canada = new("CA", "NORTH_AMERICA", "+1");

    // Which caller IDs a price holds for: all.
    private static readonly string[] allOrigins = ["ALL"];

    public static void MapPricing(this RouteGroupBuilder pricing)
    {
        pricing.MapGet("/Voice/Countries", List);
        pricing.MapGet("/Voice/Countries/{isoCode}", (HttpContext context, string isoCode) => TwilioJson.Ok(OfCountry(context, isoCode)));
        pricing.MapGet("/Voice/Numbers/{number}", (HttpContext context, string number) => TwilioJson.Ok(OfNumber(context, number)));
    }

    private static IEnumerable<Country> All => Country.All.Append(canada).OrderBy(country => country.IsoCode, StringComparer.Ordinal);

    private static IResult List(HttpContext context) =>
        TwilioMetaList.Of(
            context.Request,
            All,
            country => new { Country = NameOf(country), IsoCountry = country.IsoCode, Url = UrlOf(context, country) },
            "countries");

    private static object OfCountry(HttpContext context, string isoCode)
    {
        var country = All.FirstOrDefault(country => country.IsoCode == isoCode) ?? throw RestError.NotFound(context.Request.Path);
        return new
        {
            Country = NameOf(country),
            IsoCountry = country.IsoCode,
            Url = UrlOf(context, country),
            OutboundPrefixPrices = VoicePrice.Of(country).Select(price => new
            {
                DestinationPrefixes = price.Prefixes,
                OriginationPrefixes = allOrigins,
                FriendlyName = $"Programmable Outbound Minute - {price.Name}",
                BasePrice = Text(price.PerMinute),
                CurrentPrice = Text(price.PerMinute),
            }),
            InboundCallPrices = new[] { new { BasePrice = "0.0100", CurrentPrice = "0.0100", NumberType = "local" } },
            PriceUnit = VoicePrice.Currency,
        };
    }

    private static object OfNumber(HttpContext context, string number)
    {
        var country = Country.Of(number) ?? throw RestError.NotFound(context.Request.Path);
        var price = Text(VoicePrice.PerMinuteTo(number));
        return new
        {
            DestinationNumber = number,
            OriginationNumber = context.Request.QueryText("OriginationNumber"),
            Country = NameOf(country),
            IsoCountry = country.IsoCode,
            OutboundCallPrices = new[] { new { BasePrice = price, CurrentPrice = price, OriginationPrefixes = allOrigins } },
            InboundCallPrice = (object?)null,
            PriceUnit = VoicePrice.Currency,
            Url = $"{context.Request.Scheme}://{context.Request.Host}/v2/Voice/Numbers/{number}",
        };
    }

    private static string NameOf(Country country) => new RegionInfo(country.IsoCode).EnglishName;

    private static string UrlOf(HttpContext context, Country country) =>
        $"{context.Request.Scheme}://{context.Request.Host}/v2/Voice/Countries/{country.IsoCode}";

    private static string Text(decimal price) => price.ToString("0.0000", CultureInfo.InvariantCulture);
}

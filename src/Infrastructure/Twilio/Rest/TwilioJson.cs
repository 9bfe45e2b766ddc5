using System.Globalization;
using System.Text.Json;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Reads Twilio's resources as they are: numbers as text or not, RFC 2822 times, null or missing for what is not known yet, and fields we have never heard of.</summary>
internal static class TwilioJson
{
    private static readonly string[] timeFormats = ["ddd, d MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'", "yyyy-MM-ddTHH:mm:ssK"];

    public static string? Text(this JsonElement resource, string name)
    {
        if (resource.ValueKind is not JsonValueKind.Object || !resource.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    /// <summary>An object within it; nothing where there is none.</summary>
    public static JsonElement Part(this JsonElement resource, string name) =>
        resource.ValueKind is JsonValueKind.Object && resource.TryGetProperty(name, out var part) ? part : default;

    public static int? Number(this JsonElement resource, string name) =>
        int.TryParse(resource.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A price that no call can have is none.</summary>
    public static decimal? Amount(this JsonElement resource, string name) =>
        decimal.TryParse(resource.Text(name), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 1_000_000
            ? amount
            : null;

    public static DateTimeOffset? Time(this JsonElement resource, string name) =>
        DateTimeOffset.TryParseExact(
            resource.Text(name),
            timeFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time
            : null;

    public static IReadOnlyList<JsonElement> Items(this JsonElement page, string name) =>
        page.ValueKind is JsonValueKind.Object && page.TryGetProperty(name, out var items) && items.ValueKind is JsonValueKind.Array
            ? [.. items.EnumerateArray()]
            : throw new ApiConnectionException(TwilioRestClient.Unreadable, neverConnected: false);
}

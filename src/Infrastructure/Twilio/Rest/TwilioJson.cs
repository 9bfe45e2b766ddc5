using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// Reads Twilio's answers as they are: numbers as text or not, RFC 2822 times, null or missing for what is not known yet, and fields we
/// have never heard of.
/// </summary>
internal static class TwilioJson
{
    private static readonly string[] timeFormats =
    [
        "ddd, d MMM yyyy HH:mm:ss zzz",
        "ddd, d MMM yyyy HH:mm:ss 'GMT'",
        "yyyy-MM-ddTHH:mm:ssK",
    ];

    private static readonly string[] times = ["date_created", "date_updated", "start_time", "end_time", "message_date"];

    private static readonly string[] addresses =
        ["voice_url", "voice_fallback_url", "sms_url", "sms_fallback_url", "status_callback", "request_url", "more_info"];

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

    public static int? Number(this JsonElement resource, string name) => Number(resource.Text(name));

    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A price that no call can have is none.</summary>
    public static decimal? Amount(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
        && Math.Abs(amount) < 1_000_000
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

    /// <summary>The one list that there is on a page.</summary>
    /// <exception cref="TwilioUnansweredException">There is none.</exception>
    public static (string Name, IEnumerable<JsonElement> Items) List(this JsonElement page) =>
        page.ValueKind is JsonValueKind.Object
        && page.EnumerateObject().FirstOrDefault(property => property.Value.ValueKind is JsonValueKind.Array)
            is { Value.ValueKind: JsonValueKind.Array } list
            ? (list.Name, list.Value.EnumerateArray())
            : throw TwilioUnansweredException.Unreadable();

    /// <summary>
    /// A resource as Twilio's package can read it, which refuses the whole where one time or address in it makes no sense: times are given
    /// in UTC as ISO 8601, and what cannot be read is null.
    /// </summary>
    public static JsonObject ForPackage(this JsonElement resource)
    {
        var readable = resource.ValueKind is JsonValueKind.Object ? JsonObject.Create(resource)! : [];
        foreach (var name in times.Where(readable.ContainsKey))
        {
            readable[name] = resource.Time(name)?.UtcDateTime;
        }

        foreach (var name in addresses.Where(name =>
                readable.ContainsKey(name) && !Uri.TryCreate(resource.Text(name), UriKind.RelativeOrAbsolute, out _)))
        {
            readable[name] = null;
        }

        return readable;
    }
}

using System.Text.Json;
using CrmVoice.Application.Carrier.Contracts;
using Twilio.Rest.Api.V2010.Account.Call;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// Twilio: "Call Event resource" (the requests made for a call) and "Call Notifications subresource" (its errors and warnings).
/// </summary>
internal sealed record CallHistory(
    DateTimeOffset? At,
    string? Request,
    int? ResponseCode,
    int? Milliseconds,
    int? ErrorCode,
    string? Message)
{
    /// <summary>The address of the request as Twilio wrote it down; null where there was none.</summary>
    public string? Url { get; private init; }

    /// <summary>What the request said, under the names that webhooks have.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; private init; } = [];

    public bool Says(string parameter, string value) => Parameters.Contains(new(parameter, value));

    public static CallHistory Of(EventResource happened)
    {
        var (request, response) = (JsonOf(happened.Request), JsonOf(happened.Response));
        return new(
            response.Time("date_created"),
            RequestOf(request.Text("method"), request.Text("url")),
            response.Number("response_code"),
            response.Number("request_duration"),
            null,
            null)
        {
            Url = request.Text("url"),
            Parameters = [.. ParametersOf(request.Part("parameters"))],
        };
    }

    public static CallHistory Of(NotificationResource noted) => new(
        noted.MessageDate,
        RequestOf(noted.RequestMethod?.ToString(), noted.RequestUrl?.OriginalString),
        null,
        null,
        TwilioJson.Number(noted.ErrorCode),
        MessageOf(noted.MessageText));

    // The package has no type for them, and keeps them as the JSON they came as.
    private static JsonElement JsonOf(object? part)
    {
        try
        {
            return JsonElement.Parse($"{part}");
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // Twilio writes them down in snake case: dial_call_sid for DialCallSid.
    private static IEnumerable<KeyValuePair<string, string>> ParametersOf(JsonElement parameters) =>
        parameters.ValueKind is JsonValueKind.Object
            ? parameters
                .EnumerateObject()
                .Select(parameter =>
                    KeyValuePair.Create(NameOf(parameter.Name), parameters.Text(parameter.Name) ?? parameter.Value.GetRawText()))
            : [];

    private static string NameOf(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    // The path says which webhook it was; a query may carry numbers.
    private static string? RequestOf(string? method, string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? $"{method} {address.GetLeftPart(UriPartial.Path)}" : null;

    // Form-encoded, with the sentence as "Msg".
    private static string? MessageOf(string? text) => text is null
        ? null
        : UrlEncodedFields.Read(text).Where(field => field.Key is "Msg" or "msg").Select(field => field.Value).FirstOrDefault() ?? text;
}

using System.Text.Json;
using CrmVoice.Application.Calls.Inbox;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Twilio: "Call Event resource" (the requests made for a call) and "Call Notifications subresource" (its errors and warnings).</summary>
internal sealed record CallHistoryResource(DateTimeOffset? At, string? Request, int? ResponseCode, int? Milliseconds, int? ErrorCode, string? Message)
{
    private const int MostPages = 2;

    /// <summary>The address of the request as Twilio wrote it down; null where there was none.</summary>
    public string? Url { get; private init; }

    /// <summary>What the request said, under the names that webhooks have.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; private init; } = [];

    public bool Says(string parameter, string value) => Parameters.Contains(new(parameter, value));

    public static async Task<IReadOnlyList<CallHistoryResource>> ReadEventsAsync(string callSid, TwilioRestClient client, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(callSid, "Events", "events", client, cancellationToken)).Select(ReadEvent)];

    public static async Task<IReadOnlyList<CallHistoryResource>> ReadNotificationsAsync(string callSid, TwilioRestClient client, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(callSid, "Notifications", "notifications", client, cancellationToken)).Select(ReadNotification)];

    private static Task<IReadOnlyList<JsonElement>> ReadAsync(string callSid, string resource, string items, TwilioRestClient client, CancellationToken cancellationToken) =>
        client.ReadAsync(new TwilioRequest(HttpMethod.Get, client.PathOf($"Calls/{Uri.EscapeDataString(callSid)}/{resource}.json")) { MayRepeat = true }, items, MostPages, cancellationToken);

    private static CallHistoryResource ReadEvent(JsonElement happened)
    {
        var (request, response) = (happened.Part("request"), happened.Part("response"));
        return new(response.Time("date_created"), RequestOf(request.Text("method"), request.Text("url")), response.Number("response_code"), response.Number("request_duration"), null, null)
        {
            Url = request.Text("url"),
            Parameters = [.. ParametersOf(request.Part("parameters"))],
        };
    }

    // Twilio writes them down in snake case: dial_call_sid for DialCallSid.
    private static IEnumerable<KeyValuePair<string, string>> ParametersOf(JsonElement parameters) => parameters.ValueKind is JsonValueKind.Object
        ? parameters.EnumerateObject().Select(parameter => KeyValuePair.Create(NameOf(parameter.Name), parameters.Text(parameter.Name) ?? parameter.Value.GetRawText()))
        : [];

    private static string NameOf(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static CallHistoryResource ReadNotification(JsonElement notification) => new(
        notification.Time("message_date"),
        RequestOf(notification.Text("request_method"), notification.Text("request_url")),
        null,
        null,
        notification.Number("error_code"),
        MessageOf(notification.Text("message_text")));

    // The path says which webhook it was; a query may carry numbers.
    private static string? RequestOf(string? method, string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? $"{method} {address.GetLeftPart(UriPartial.Path)}" : null;

    // Form-encoded, with the sentence as "Msg".
    private static string? MessageOf(string? text) => text is null
        ? null
        : UrlEncodedFields.Read(text).Where(field => field.Key is "Msg" or "msg").Select(field => field.Value).FirstOrDefault() ?? text;
}

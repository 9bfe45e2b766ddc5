using System.Text.RegularExpressions;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Organizations;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>What may be told of a request that was refused.</summary>
internal static partial class RejectedRequest
{
    private const string ForwardedHost = "X-Forwarded-Host";
    private const string ForwardedProto = "X-Forwarded-Proto";

    /// <summary>How it looked from outside; of what it said, the names of fields alone.</summary>
    public static RejectedWebhook LookingLike(this RejectedWebhook refused, HttpRequest came, WebhookRequest read) => refused with
    {
        Webhook = came.Path.Value?.TrimEnd('/').Split('/')[^1].ToLowerInvariant(),
        Method = came.Method,
        ContentType = MediaTypeHeaderValue.TryParse(came.ContentType, out var type) ? type.MediaType.ToString() : null,
        Size = came.ContentLength,
        Scheme = came.Scheme,
        Host = came.Host.Value,
        ForwardedProto = HeaderOf(came, ForwardedProto),
        ForwardedHost = HeaderOf(came, ForwardedHost),
        HasSignature = came.Headers.ContainsKey("X-Twilio-Signature"),
        FieldNames = [.. read.Fields.Take(RejectedWebhook.MaxFieldNames).Select(field => NameForm().IsMatch(field.Key) ? field.Key : "…")],
        RemoteAddress = came.HttpContext.Connection.RemoteIpAddress?.ToString(),
    };

    /// <summary>The account that it says it is of, where that is one by its form.</summary>
    public static string? AccountOf(WebhookRequest read) =>
        read.Fields.FirstOrDefault(field => field.Key == "AccountSid").Value is { } account && TwilioAccount.IsAccountSid(account)
            ? account
            : null;

    /// <summary>A query holds what the carrier said.</summary>
    public static string? WithoutQuery(string? url) => url?.Split('?')[0];

    /// <summary>The addresses that it may have been sent to, by its own words: four at most.</summary>
    public static IReadOnlyList<string> OwnAddresses(this WebhookRequest read, HttpRequest came)
    {
        // Of several proxies the first one saw what the carrier asked for.
        string?[] hosts = [came.Host.Value, HeaderOf(came, ForwardedHost)?.Split(',')[0].Trim()];
        return
        [
            .. from host in hosts.Distinct(StringComparer.OrdinalIgnoreCase)
               where !string.IsNullOrEmpty(host)
               from scheme in (string[])["https", "http"]
               select $"{scheme}://{host}{read.Target}",
        ];
    }

    private static string? HeaderOf(HttpRequest came, string name) => came.Headers[name] is [{ Length: > 0 } value, ..] ? value : null;

    // What does not look like a name of Twilio's may be anything: a number, a token, a whole body.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z_.-]{0,39}\d{0,2}\z")]
    private static partial Regex NameForm();
}

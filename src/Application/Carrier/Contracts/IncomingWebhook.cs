using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>A webhook with a valid signature, as received.</summary>
/// <param name="Webhook">Which one, a word of <see cref="CarrierWebhooks"/>.</param>
/// <param name="CallId">What its URL names: a call, a verification of a caller ID, or a number, as its subject says.</param>
/// <param name="Parameters">The form or query as it came, without a question mark.</param>
/// <param name="Fields">The same, decoded.</param>
/// <param name="LegId">The leg in its URL; null where the URL names none.</param>
/// <param name="IdempotencyToken">Twilio's <c>I-Twilio-Idempotency-Token</c>, cut to what is kept.</param>
public sealed record IncomingWebhook(
    OrganizationId OrganizationId,
    CallId CallId,
    string Webhook,
    string Parameters,
    IReadOnlyList<KeyValuePair<string, string>> Fields,
    string? IdempotencyToken,
    DateTimeOffset ArrivedAt,
    LegId? LegId = null)
{
    /// <summary>
    /// Equal for the same content, whatever the order and encoding of the fields: lower-case hex SHA-256 over webhook, call, leg (if any)
    /// and sorted fields. Twilio's token is not included: it differs between two deliveries of the same content.
    /// </summary>
    public string Key { get; } = KeyOf(Webhook, CallId, LegId, Fields);

    private static string KeyOf(string webhook, CallId callId, LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder(webhook).Append(CultureInfo.InvariantCulture, $"\n{callId.Value:D}\n");
        if (legId is { } leg)
        {
            text.Append(CultureInfo.InvariantCulture, $"{leg.Value:D}\n");
        }

        foreach (var (key, value) in fields
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .ThenBy(field => field.Value, StringComparer.Ordinal))
        {
            // With their lengths, so that no two sets of fields read alike.
            text.Append(CultureInfo.InvariantCulture, $"{key.Length}:{key}{value.Length}:{value}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

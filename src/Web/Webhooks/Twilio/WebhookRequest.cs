using System.Buffers;
using System.Text;
using CrmVoice.Application.Carrier;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>
/// A webhook as it came over the wire: a signature is made over exactly that, so nothing here is decoded and encoded again.
/// </summary>
internal sealed class WebhookRequest(HttpRequest request)
{
    public const int MaxBytes = 64 * 1024;

    private readonly string target = TargetOf(request);
    private string body = "";
    private List<KeyValuePair<string, string>> form = [];
    private IReadOnlyList<KeyValuePair<string, string>>? fields;

    public bool IsFormOrQuery =>
        IsGet
        || (
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase));

    /// <summary>Path and query as they came, with the application's path base where the request had it.</summary>
    public string Target => target;

    private string QueryString => target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? target[at..] : "";

    private bool IsGet => HttpMethods.IsGet(request.Method);

    /// <summary>What was read of it, decoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => fields ??= IsGet ? UrlEncodedFields.Read(QueryString) : form;

    /// <returns>False where there is more than may be.</returns>
    public async Task<bool> TryReadAsync(CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return false;
        }

        var reader = request.BodyReader;
        var read = await reader.ReadAtLeastAsync(MaxBytes + 1, cancellationToken);
        var fits = read.Buffer.Length <= MaxBytes;
        if (fits && !IsGet && IsFormOrQuery)
        {
            (body, form) = (Encoding.UTF8.GetString(read.Buffer), UrlEncodedFields.Read(read.Buffer.ToArray()));
        }

        reader.AdvanceTo(read.Buffer.End);
        return fits;
    }

    public IncomingWebhook ToIncoming(OrganizationId organizationId, CallId callId, LegId? legId, string webhook, DateTimeOffset arrivedAt)
    {
        var token = request.Headers["I-Twilio-Idempotency-Token"].ToString();
        return new IncomingWebhook(
            organizationId,
            callId,
            webhook,
            IsGet ? QueryString.TrimStart('?') : body,
            Fields,
            token is "" ? null : token[..Math.Min(token.Length, InboundWebhook.IdempotencyTokenMaxLength)],
            arrivedAt,
            legId);
    }

    /// <returns>Null where there is not exactly one signature and one account to check it with.</returns>
    public SignedRequest? ToSigned(CallId callId)
    {
        var signatures = request.Headers["X-Twilio-Signature"];
        string[] accounts = [.. Fields.Where(field => field.Key == "AccountSid").Select(field => field.Value).Distinct()];
        return signatures is [{ Length: > 0 } signature] && accounts is [{ Length: > 0 } account]
            ? new SignedRequest(Path(), QueryString, form, account, callId, signature)
            : null;
    }

    /// <summary>The path as it came, without the application's path base.</summary>
    public string Path()
    {
        var path = target[..^QueryString.Length];
        var below = PublicPath.Below(request.PathBase.Value ?? "", path);
        return below == path ? PublicPath.Below(request.PathBase.ToUriComponent(), path) : below;
    }

    // Usually a path and a query; some proxies send the whole address.
    private static string TargetOf(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(raw))
        {
            return request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.Value;
        }

        var authority = raw.StartsWith('/') ? -1 : raw.IndexOf("://", StringComparison.Ordinal);
        var path = authority < 0 ? 0 : raw.IndexOf('/', authority + 3);
        return path < 0 ? "/" : raw[path..];
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using CrmVoice.Sandbox.Accounts;
using Microsoft.AspNetCore.Http.Features;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// What all of the REST API has in common: its response headers, HTTP Basic, the account in the path, its errors (Twilio: REST API:
/// Requests, Responses).
/// </summary>
internal sealed class TwilioApi(RequestDelegate next, AccountDirectory accounts)
{
    /// <summary>Where the voice API begins; it names no account.</summary>
    public const string Voice = "/v1";

    /// <summary>Where the pricing API begins; it names no account either.</summary>
    public const string Pricing = "/v2";

    /// <summary>Where all of Twilio's APIs begin that there are.</summary>
    public static readonly string[] Beginnings = ["/2010-04-01", Voice, Pricing];

    private static int concurrent;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var others = Interlocked.Increment(ref concurrent);
        context.Response.OnStarting(() =>
        {
            AddHeaders(context.Response.Headers, Stopwatch.GetElapsedTime(started), others);
            context.Response.Headers["X-API-Domain"] =
                Is(Voice, context.Request) ? "voice.twilio.com" : Is(Pricing, context.Request) ? "pricing.twilio.com" : "api.twilio.com";
            return Task.CompletedTask;
        });
        try
        {
            context.Features.Set(Authenticate(context.Request));
            await next(context);
        }
        catch (RestError error)
        {
            await error.WriteAsync(context.Response);
        }
        finally
        {
            Interlocked.Decrement(ref concurrent);
        }
    }

    private Caller Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || Decode(header["Basic ".Length..].Trim()) is not { } credentials
            || accounts.Authenticate(credentials.User, credentials.Password) is not { } found)
        {
            throw RestError.Unauthorized();
        }

        // /2010-04-01/Accounts/{AC}/… or /2010-04-01/Accounts/{AC}.json
        var segments = request.Path.Value!.Split('/');
        if (request.Path.StartsWithSegments("/2010-04-01", StringComparison.Ordinal) && segments.Length >= 4 && segments[3].Split('.')[0] != found.Account.Sid)
        {
            throw RestError.Unauthorized();
        }

        // The account itself says why.
        return found.Account.Status is AccountStatus.Active || request.Path.Value == $"/2010-04-01/Accounts/{found.Account.Sid}.json"
            ? new Caller(found.Account, found.ByApiKey)
            : throw RestError.Bad(20005, "Account not active");
    }

    private static bool Is(string api, HttpRequest request) => request.Path.StartsWithSegments(api, StringComparison.Ordinal);

    private static (string User, string Password)? Decode(string encoded)
    {
        var buffer = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, buffer, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : null;
    }

    private static void AddHeaders(IHeaderDictionary headers, TimeSpan took, int others)
    {
        headers["Twilio-Request-Id"] = Sids.New("RQ");
        headers["Twilio-Request-Duration"] = took.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
        headers["Twilio-Concurrent-Requests"] = others.ToString(CultureInfo.InvariantCulture);
        headers["X-Home-Region"] = "us1";
        headers["X-Powered-By"] = "AT-5000";
        headers["X-Shenanigans"] = "none";
        headers["Access-Control-Allow-Origin"] = "*";
        headers["Access-Control-Expose-Headers"] = "ETag";
    }
}

/// <summary>Who asks: the account, by its own token or by an API key of it.</summary>
internal sealed record Caller(Account Account, bool ByApiKey);

internal static class CallerOfRequest
{
    public static Caller Caller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();
}

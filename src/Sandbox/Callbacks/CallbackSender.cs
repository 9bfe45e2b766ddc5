using System.Text;

namespace CrmVoice.Sandbox.Callbacks;

/// <summary>
/// Sends callbacks and TwiML requests as Twilio does: signed, form-encoded, with its headers, redirects and retries (Twilio: Webhooks).
/// </summary>
internal sealed partial class CallbackSender(HttpClient http, SandboxClock clock, RequestLog log, ILogger<CallbackSender> logger)
{
    private const int RedirectsAtMost = 10;
    private const int BodyAtMost = (64 * 1024) + 1;
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public async Task<CallbackAnswer> SendAsync(Callback callback, CancellationToken cancellation)
    {
        var overrides = ConnectionOverrides.Of(callback.Target.Url);
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        total.CancelAfter(overrides.Total);
        for (var retry = 0; ; retry++)
        {
            var answer = await FollowAsync(callback, overrides, total.Token, cancellation);
            if (retry >= overrides.Retries || !overrides.Retry(answer) || total.IsCancellationRequested)
            {
                return answer;
            }
        }
    }

    /// <summary>Has a request get lost on its way: nobody hears of it, and it is on record all the same.</summary>
    public CallbackAnswer Lose(Callback callback)
    {
        var target = TargetOf(callback);
        return Finish(callback, RecordOf(callback, target), new(null, null, "", CallbackFailure.Connect, target.Url));
    }

    private async Task<CallbackAnswer> FollowAsync(
        Callback callback,
        ConnectionOverrides overrides,
        CancellationToken total,
        CancellationToken cancellation)
    {
        var target = TargetOf(callback);
        for (var redirects = 0; redirects <= RedirectsAtMost; redirects++)
        {
            var (answer, location) = await SendOnceAsync(callback, target, overrides, total, cancellation);
            if (location is null)
            {
                return answer;
            }

            // As browsers do: only 307 and 308 keep the method.
            target = new(location, answer.StatusCode is 307 or 308 ? target.Method : "GET");
        }

        return new(null, null, "", CallbackFailure.TooManyRedirects, target.Url);
    }

    private async Task<(CallbackAnswer Answer, string? Location)> SendOnceAsync(
        Callback callback, CallbackTarget target, ConnectionOverrides overrides, CancellationToken total, CancellationToken cancellation)
    {
        var form = Encode(callback.Parameters);
        var isGet = target.Method == "GET";
        var url = isGet && form.Length > 0
            ? target.Url + (target.Url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + form
            : target.Url;
        var record = RecordOf(callback, target);
        if (!Uri.TryCreate(url, AsWritten, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return (Finish(callback, record, new(null, null, "", CallbackFailure.BadUrl, target.Url)), null);
        }

        using var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, uri);
        if (!isGet)
        {
            request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(form));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
        }

        AddHeaders(request, callback);
        if (callback.IsSigned)
        {
            request.Headers.TryAddWithoutValidation(
                "X-Twilio-Signature",
                TwilioSignature.Compute(callback.Account.AuthToken, TwilioSignature.SignedUrl(url), isGet ? [] : callback.Parameters));
        }

        request.Options.Set(CallbackHttp.ConnectTimeout, overrides.Connect);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(total);
        reading.CancelAfter(overrides.Connect + overrides.Read);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, reading.Token);
            KeepCookies(callback, uri, response);
            var isSound = response.Content.Headers.ContentType?.MediaType?.StartsWith("audio/", StringComparison.Ordinal) is true;
            var body = isSound ? "" : await ReadAsync(response, reading.Token);
            var answer = new CallbackAnswer(
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType,
                body,
                CallbackFailure.None,
                target.Url);
            var location =
                answer.StatusCode is >= 300 and < 400 && response.Headers.Location is { } to ? new Uri(uri, to).AbsoluteUri : null;
            return (Finish(callback, record, answer), location);
        }
        catch (HttpRequestException failure)
        {
            var isConnect =
                failure.HttpRequestError
                is HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError;
            return (Finish(callback, record, new(null, null, "", isConnect ? CallbackFailure.Connect : CallbackFailure.Read, target.Url)),
                null);
        }
        catch (Exception failure)
            when (failure is IOException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (Finish(callback, record, new(null, null, "", CallbackFailure.Read, target.Url)), null);
        }
    }

    private static CallbackTarget TargetOf(Callback callback) =>
        callback.Target with { Url = ConnectionOverrides.SplitFragment(callback.Target.Url).Url };

    private RequestRecord RecordOf(Callback callback, CallbackTarget target) =>
        new(callback.Call.Sid, callback.Account.Sid, callback.Purpose, target.Method, target.Url, callback.Parameters, clock.Now);

    private static void AddHeaders(HttpRequestMessage request, Callback callback)
    {
        request.Headers.TryAddWithoutValidation("I-Twilio-Idempotency-Token", callback.IdempotencyToken);
        request.Headers.TryAddWithoutValidation("User-Agent", "TwilioProxy/1.1");
        request.Headers.TryAddWithoutValidation("X-Home-Region", "us1");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        if (callback.Call.Cookies.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies)
        {
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        }
    }

    private static void KeepCookies(Callback callback, Uri uri, HttpResponseMessage response)
    {
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var given) ? given : [])
        {
            try
            {
                callback.Call.Cookies.SetCookies(uri, cookie);
            }
            catch (System.Net.CookieException)
            {
                // A cookie that nobody could keep is not kept.
            }
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[BodyAtMost];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private CallbackAnswer Finish(Callback callback, RequestRecord record, CallbackAnswer answer)
    {
        record = record with
        {
            StatusCode = answer.StatusCode,
            Failure = answer.Failure,
            ContentType = answer.ContentType,
            ResponseBody = answer.Body,
            Took = clock.Now - record.At,
        };
        Log.Sent(logger, record.Purpose, record.CallSid, answer.StatusCode ?? 0, answer.Failure);
        log.Add(record);
        if (callback.IsEventOfCall)
        {
            callback.Call.Requests.Enqueue(record);
        }

        return answer;
    }

    /// <summary>Form encoding as Twilio writes it: a space is %20, never a plus sign.</summary>
    private static string Encode(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Purpose} of call {CallSid}: {StatusCode} {Failure}")]
        public static partial void Sent(ILogger logger, string purpose, string callSid, int statusCode, CallbackFailure failure);
    }
}

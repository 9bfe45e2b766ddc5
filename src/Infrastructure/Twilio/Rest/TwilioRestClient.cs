using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// Twilio's REST API of 2010-04-01 as one account sees it, in the shape of Twilio's own C# package (<c>TwilioRestClient</c>, <c>CallResource</c>),
/// so that the package could take its place in this folder.
/// </summary>
internal sealed class TwilioRestClient(HttpClient http, TwilioCredentials credentials, Uri host, TwilioMetrics metrics, TimeProvider clock)
{
    public const string Unreadable = "answer-unreadable";

    private readonly AuthenticationHeaderValue authorization =
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.UserName}:{credentials.Password}")));

    public string AccountSid => credentials.AccountSid;

    /// <summary>Path of something in the account.</summary>
    public string PathOf(string resource) => $"/2010-04-01/Accounts/{AccountSid}/{resource}";

    /// <exception cref="ApiException">Twilio answered with an error.</exception>
    /// <exception cref="ApiConnectionException">Twilio did not answer, or not so that it could be understood.</exception>
    public async Task<JsonElement> RequestAsync(TwilioRequest request, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(request, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return json.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ApiConnectionException(Unreadable, neverConnected: false, exception);
        }
    }

    /// <summary>A list's items, for as many pages as wanted; the next page is where Twilio says it is (Twilio: "API responses: Pagination").</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadAsync(TwilioRequest request, string items, int mostPages, CancellationToken cancellationToken)
    {
        var found = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            var answer = await RequestAsync(request, cancellationToken);
            found.AddRange(answer.Items(items));

            // Only ever within the account, whatever the answer says: credentials go with the request.
            if (page == mostPages || answer.Text("next_page_uri") is not { } next || !next.StartsWith(PathOf(""), StringComparison.Ordinal))
            {
                return found;
            }

            request = request with { Path = next, Query = [] };
        }
    }

    /// <summary>The successful answer to a request, its body read unless it is streamed.</summary>
    public Task<HttpResponseMessage> SendAsync(TwilioRequest request, CancellationToken cancellationToken) =>
        metrics.MeasureAsync(request, () => AskAsync(request, cancellationToken));

    private async Task<HttpResponseMessage> AskAsync(TwilioRequest request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? answer = null;
        try
        {
            using var message = MessageOf(request);
            answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            var error = ApiException.Read((int)answer.StatusCode, body, RetryAfterOf(answer));
            throw error;
        }
        catch (TimeoutException exception)
        {
            throw new ApiConnectionException("timeout", neverConnected: false, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            var neverConnected = NeverConnected(exception);
            throw new ApiConnectionException(neverConnected ? "unreachable" : "connection-broken", neverConnected, exception);
        }
        finally
        {
            if (answer?.IsSuccessStatusCode is false)
            {
                answer.Dispose();
            }
        }
    }

    private HttpRequestMessage MessageOf(TwilioRequest request)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(host, request.PathAndQuery));
        message.Headers.Authorization = authorization;
        message.Options.Set(TwilioRequest.MayRepeatKey, request.MayRepeat);
        message.Options.Set(TwilioRequest.IsStreamedKey, request.IsStreamed);
        if (RangeHeaderValue.TryParse(request.Range, out var range))
        {
            message.Headers.Range = range;
        }

        if (request.Method == HttpMethod.Post)
        {
            message.Content = new FormUrlEncodedContent(request.Form);
        }

        return message;
    }

    // Name not resolved, connection refused or timed out, TLS or a proxy's tunnel failed: all of them before the first byte of a request.
    private static bool NeverConnected(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    private TimeSpan? RetryAfterOf(HttpResponseMessage answer)
    {
        var wait = answer.Headers.RetryAfter is { } retryAfter ? retryAfter.Delta ?? retryAfter.Date - clock.GetUtcNow() : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}

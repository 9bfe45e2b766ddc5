using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmVoice.Application.Recordings;
using Request = Twilio.Http.Request;
using Response = Twilio.Http.Response;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// What Twilio's package asks, over our <see cref="HttpClient"/>, and what it is answered. Whether an answer is one is decided here: the
/// package would lose <c>Retry-After</c>, take a redirect for a success, and know no status where the body is not Twilio's.
/// </summary>
internal sealed class TwilioHttpClient(
    HttpClient http,
    TwilioHosts hosts,
    TwilioMetrics metrics,
    TimeProvider clock,
    CancellationToken cancellationToken) : global::Twilio.Http.HttpClient
{
    /// <summary>Set only where asking twice cannot do more than asking once.</summary>
    public static readonly HttpRequestOptionsKey<bool> MayRepeatKey = new("CrmVoice.Twilio.MayRepeat");

    /// <summary>The answer's body is read by whoever asked, for as long as it takes.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsStreamedKey = new("CrmVoice.Twilio.IsStreamed");

    private readonly Dictionary<string, string> endTimesAsSent = new(StringComparer.Ordinal);

    /// <summary>How many pages of a list to read; the package is given them as one, since it would block a thread for the second.</summary>
    public int MaxPages { get; set; } = 1;

    /// <summary>The <c>end_time</c> of calls as it came, by their SIDs.</summary>
    public IReadOnlyDictionary<string, string> EndTimesAsSent => endTimesAsSent;

    /// <summary>By how much Twilio's clock was ahead of ours when it last answered, to the second; null until it has said so.</summary>
    public TimeSpan? ClockDifference { get; private set; }

    public override Response MakeRequest(Request request) => throw new NotSupportedException("No thread waits for Twilio.");

    /// <exception cref="TwilioErrorException">Twilio answered with an error.</exception>
    /// <exception cref="TwilioUnansweredException">Twilio did not answer, or not so that it could be understood.</exception>
    public override async Task<Response> MakeRequestAsync(Request request)
    {
        var address = hosts.AddressOf(request.ConstructUrl());
        using var message = MessageOf(request, address);
        using var answer = await SendAsync(message);
        if (OnlyCompletes(request))
        {
            // Done, whatever the answer says of it.
            return new Response(answer.StatusCode, "");
        }

        if (answer.StatusCode is HttpStatusCode.NoContent)
        {
            return new Response(answer.StatusCode, "");
        }

        var json = await ReadAsync(answer);
        var resource = IsList(message.Method, address, json) ? await ReadPagesAsync(request, address, json) : ForPackage(json);
        return new Response(answer.StatusCode, resource.ToJsonString());
    }

    /// <summary>An answer whose body is read while it comes.</summary>
    /// <param name="isAnonymous">The request's credentials stay here.</param>
    /// <exception cref="TwilioErrorException">Twilio answered with an error.</exception>
    /// <exception cref="TwilioUnansweredException">Twilio did not answer.</exception>
    public async Task<HttpResponseMessage> OpenAsync(Request request, ByteRange? range, bool isAnonymous)
    {
        using var message = MessageOf(request, hosts.AddressOf(request.ConstructUrl()));
        if (isAnonymous)
        {
            message.Headers.Authorization = null;
        }

        message.Options.Set(IsStreamedKey, true);
        if (RangeHeaderValue.TryParse(range?.ToString(), out var part))
        {
            message.Headers.Range = part;
        }

        return await SendAsync(message);
    }

    private HttpRequestMessage MessageOf(Request request, Uri address)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method.ToString()), address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Authentication(request.Username, request.Password));
        message.Options.Set(MayRepeatKey, message.Method == HttpMethod.Get || OnlyCompletes(request));
        if (message.Method == HttpMethod.Post)
        {
            message.Content = new ByteArrayContent(request.EncodePostParams());
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType.ToString());
        }

        return message;
    }

    // In the API of 2010-04-01 names and SIDs take turns in a path, and what ends with a name is a list; others say so themselves.
    private static bool IsList(HttpMethod method, Uri address, JsonElement json) => method == HttpMethod.Get
        && (IsOf2010(address) ? address.Segments.Length % 2 == 1 : json.Part("meta").ValueKind is JsonValueKind.Object);

    private static bool IsOf2010(Uri address) => address.AbsolutePath.StartsWith("/2010-04-01/", StringComparison.Ordinal);

    // Ends a call and says nothing else: never a create, which might dial twice.
    private static bool OnlyCompletes(Request request) => request.PostParams is [{ Key: "Status", Value: "completed" }];

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage message) =>
        metrics.MeasureAsync(
            OperationOf(message),
            async () =>
            {
                try
                {
                    var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                    ClockDifference = answer.Headers.Date - clock.GetUtcNow();
                    if (answer.IsSuccessStatusCode)
                    {
                        return answer;
                    }

                    using (answer)
                    {
                        throw TwilioErrorException.Read(
                            (int)answer.StatusCode,
                            await answer.Content.ReadAsStringAsync(cancellationToken),
                            RetryAfterOf(answer));
                    }
                }
                catch (TimeoutException exception)
                {
                    throw new TwilioUnansweredException("timeout", inner: exception);
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException)
                {
                    var neverConnected = NeverConnected(exception);
                    throw new TwilioUnansweredException(neverConnected ? "unreachable" : "connection-broken", neverConnected, exception);
                }
            });

    /// <summary>The method and the kind of thing, such as <c>GET Calls/{sid}</c>: there are few of them.</summary>
    private static string OperationOf(HttpRequestMessage message) =>
        message.RequestUri!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["2010-04-01", _, _, var kind, .. var rest] => $"{message.Method} {kind.Split('.')[0]}{(rest.Length > 0 ? "/{sid}" : "")}",
            ["2010-04-01", ..] => $"{message.Method}",
            [_, .. var names] => $"{message.Method} {string.Join('/', names.Take(2))}",
            [] => $"{message.Method}",
        };

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

    private async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        try
        {
            return JsonElement.Parse(
                await answer.Content.ReadAsByteArrayAsync(cancellationToken),
                new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw TwilioUnansweredException.Unreadable(exception);
        }
    }

    /// <summary>A list's pages as one; the next is where Twilio says it is (Twilio: "API responses: Pagination").</summary>
    private async Task<JsonObject> ReadPagesAsync(Request request, Uri address, JsonElement first)
    {
        var (name, items) = first.List();
        var found = items.ToList();
        var next = NextOf(first, address);
        for (var page = 2; page <= MaxPages && next is not null; page++)
        {
            using var message = MessageOf(request, next);
            using var answer = await SendAsync(message);
            var json = await ReadAsync(answer);
            found.AddRange(json.List().Items);
            next = NextOf(json, address);
        }

        return new JsonObject { [name] = new JsonArray([.. found.Select(ForPackage)]) };
    }

    // Only ever within the account, or the list, whatever the answer says: credentials go with the request.
    private static Uri? NextOf(JsonElement page, Uri address)
    {
        var account = string.Concat(address.Segments.Take(4));
        var said = page.Text("next_page_uri") ?? (page.Part("meta").Text("next_page_url") is { } url ? PathOf(url) : null);
        return said is { } text && Uri.TryCreate(address, text, out var next)
            && next.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority)
            && next.AbsolutePath.StartsWith(account, StringComparison.Ordinal)
            ? next
            : null;
    }

    // It names Twilio's own host, and is asked where the first page was.
    private static string? PathOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var next) ? next.PathAndQuery : null;

    private JsonObject ForPackage(JsonElement resource)
    {
        if (resource.Text("sid") is { } sid && resource.Text("end_time") is { } end)
        {
            endTimesAsSent[sid] = end;
        }

        return resource.ForPackage();
    }
}

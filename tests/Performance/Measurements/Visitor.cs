using System.Net;
using CrmVoice.Performance.Support;
using CrmVoice.Tests;

namespace CrmVoice.Performance.Measurements;

/// <summary>A browser as far as its cookies and what it lets the server compress.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClient client;
    private readonly HttpClient door;
    private string? formToken;

    public Visitor(Uri server)
    {
        var asTheyCome = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, CookieContainer = Cookies };
        client = new HttpClient(asTheyCome) { BaseAddress = server };
        var whereTheyLead = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        door = new HttpClient(new OverHttp(Cookies) { InnerHandler = whereTheyLead }) { BaseAddress = server };
    }

    public CookieContainer Cookies { get; } = new();

    public async Task SignInAsync(string email, string password)
    {
        if (await TrySignInAsync(email, password, CancellationToken.None) is not null)
        {
            throw new InvalidOperationException("Nobody could sign in.");
        }
    }

    /// <returns>How long to wait before the next try; null where it was let in.</returns>
    public async Task<TimeSpan?> TrySignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        formToken ??= Markup
            .Read(await door.GetStringAsync(new Uri(CrmVoiceServer.FirstPage, UriKind.Relative), cancellationToken))
            .FormToken();
        using var form = new FormUrlEncodedContent([
            new("Email", email),
            new("Password", password),
            new("__RequestVerificationToken", formToken),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, CrmVoiceServer.FirstPage) { Content = form };
        using var answer = await door.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return answer.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => answer.Headers.RetryAfter!.Delta,
            HttpStatusCode.Redirect => null,
            var other => throw new InvalidOperationException($"Signing in was answered {other}."),
        };
    }

    public Task<string> ReadAsync(string path) => client.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <returns>Bytes of the body as it came over the wire.</returns>
    public async Task<long> WeighAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    public void Dispose()
    {
        client.Dispose();
        door.Dispose();
    }

    // The public address is https, and what is measured is asked behind where that ends: a browser would not send what it keeps for https.
    private sealed class OverHttp(CookieContainer cookies) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            cookies.GetAllCookies().ToList().ForEach(cookie => cookie.Secure = false);
            return answer;
        }
    }
}

using System.Net;
using System.Text.RegularExpressions;
using CrmVoice.Performance.Support;

namespace CrmVoice.Performance.Measurements;

/// <summary>A browser as far as its cookies and what it lets the server compress.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient client;
    private string? formToken;

    public Visitor(Uri server) => client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, CookieContainer = Cookies }) { BaseAddress = server };

    public CookieContainer Cookies { get; } = new();

    public async Task SignInAsync(string email, string password)
    {
        var token = Token().Match(await ReadAsync(CrmVoiceServer.FirstPage)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("Email", email), new("Password", password), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri(CrmVoiceServer.FirstPage, UriKind.Relative), form);
        answer.EnsureSuccessStatusCode();
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == CrmVoiceServer.FirstPage)
        {
            throw new InvalidOperationException("Nobody could sign in.");
        }
    }

    /// <returns>How long to wait before the next try; null where it was let in.</returns>
    public async Task<TimeSpan?> TrySignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        formToken ??= Token().Match(await client.GetStringAsync(new Uri(CrmVoiceServer.FirstPage, UriKind.Relative), cancellationToken)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("Email", email), new("Password", password), new("__RequestVerificationToken", formToken)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, CrmVoiceServer.FirstPage) { Content = form };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return answer.StatusCode is HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter!.Delta : null;
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

    public void Dispose() => client.Dispose();

    [GeneratedRegex(@"name=""__RequestVerificationToken""[^>]*value=""([^""]+)""")]
    private static partial Regex Token();
}

using System.Net;
using Microsoft.Net.Http.Headers;

namespace CrmVoice.Web.Tests.Support;

/// <summary>
/// A browser behind a proxy with https: keeps cookies that are for https alone, and every answer as it came. It follows nothing.
/// </summary>
internal sealed class RawVisitor(CrmVoiceApp app) : IDisposable
{
    private readonly HttpClient http =
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Address) };

    private readonly Dictionary<string, string> jar = [];

    /// <summary>Every cookie that was set, with all that was said of it.</summary>
    public List<SetCookieHeaderValue> Cookies { get; } = [];

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (jar.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", jar.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        var answer = await http.SendAsync(request);
        foreach (var cookie in ReadCookies(answer))
        {
            Cookies.Add(cookie);
            if (cookie.Expires < DateTimeOffset.UtcNow || cookie.MaxAge <= TimeSpan.Zero)
            {
                jar.Remove($"{cookie.Name}");
            }
            else
            {
                jar[$"{cookie.Name}"] = $"{cookie.Value}";
            }
        }

        return answer;
    }

    public static IReadOnlyList<SetCookieHeaderValue> ReadCookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies.Select(cookie => SetCookieHeaderValue.Parse(cookie))] : [];

    public async Task<Page> OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = await SendAsync(request);
        return await Page.ReadAsync(answer);
    }

    public async Task<HttpResponseMessage> SubmitAsync(Page page, string action, params (string Name, string Value)[] typed)
    {
        var fields = page.FieldsOf(action);
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) };
        return await SendAsync(request);
    }

    public async Task SignInAsync(string email)
    {
        var page = await OpenAsync("/sign-in");
        using var answer = await SubmitAsync(page, "/sign-in", ("Email", email), ("Password", CrmVoiceApp.DemoPassword));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    public void Dispose() => http.Dispose();
}

using System.Net;
using CrmVoice.Tests;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>What a browser keeps of somebody who has signed in.</summary>
/// <param name="FormToken">What a form has to carry to be taken for ours.</param>
internal sealed record SignedIn(CookieContainer Cookies, string FormToken)
{
    /// <summary>Through the page, like anybody.</summary>
    public static async Task<SignedIn> AsAsync(RunningApp app, Agent agent)
    {
        var cookies = new CookieContainer();
        using var handler = new OverHttp(cookies)
        {
            InnerHandler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false },
        };
        using var browser = new HttpClient(handler) { BaseAddress = app.Url };
        var token = await TokenAsync("sign-in");
        using var form = new FormUrlEncodedContent([
            new("Email", agent.Email),
            new("Password", Workspace.Password),
            new("__RequestVerificationToken", token),
        ]);
        using var answer = await browser.PostAsync("sign-in", form);
        Assert.That((int)answer.StatusCode, Is.EqualTo(302), "signed in");
        return new SignedIn(cookies, await TokenAsync("contacts/new"));

        async Task<string> TokenAsync(string page) => Markup.Read(await browser.GetStringAsync(page)).FormToken();
    }

    /// <summary>A form of ours, filled in.</summary>
    public HttpRequestMessage Form(string path, params (string Name, string Value)[] typed)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([
                .. typed.Select(one => new KeyValuePair<string, string>(one.Name, one.Value)),
                new("__RequestVerificationToken", FormToken),
            ]),
        };
        request.Headers.Add("Cookie", string.Join("; ", Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}")));
        request.Headers.AcceptLanguage.ParseAdd("pt-BR");
        return request;
    }

    // The public address is https, and the tests ask behind where that ends: a browser would not send what it keeps for https.
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

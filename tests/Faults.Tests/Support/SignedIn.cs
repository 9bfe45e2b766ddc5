using System.Net;
using System.Text.RegularExpressions;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>What a browser keeps of somebody who has signed in.</summary>
/// <param name="FormToken">What a form has to carry to be taken for ours.</param>
internal sealed partial record SignedIn(CookieContainer Cookies, string FormToken)
{
    /// <summary>Through the page, like anybody.</summary>
    public static async Task<SignedIn> AsAsync(RunningApp app, Agent agent)
    {
        var cookies = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = app.Url };
        using var form = new FormUrlEncodedContent([new("Email", agent.Email), new("Password", Workspace.Password), new("__RequestVerificationToken", await TokenAsync("sign-in"))]);
        using var answer = await browser.PostAsync("sign-in", form);
        Assert.That((int)answer.StatusCode, Is.EqualTo(302), "signed in");
        return new SignedIn(cookies, await TokenAsync("contacts/new"));

        async Task<string> TokenAsync(string page) => FormTokens().Match(await browser.GetStringAsync(page)) is { Success: true } match ? match.Groups["token"].Value : throw new InvalidOperationException($"{page} has no form.");
    }

    /// <summary>A form of ours, filled in.</summary>
    public HttpRequestMessage Form(string path, params (string Name, string Value)[] typed)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([.. typed.Select(one => new KeyValuePair<string, string>(one.Name, one.Value)), new("__RequestVerificationToken", FormToken)]),
        };
        request.Headers.Add("Cookie", string.Join("; ", Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}")));
        request.Headers.AcceptLanguage.ParseAdd("pt-BR");
        return request;
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="(?<token>[^"]+)""")]
    private static partial Regex FormTokens();
}

using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Security.Access;

/// <summary>Somebody who tries a way in: with a session on pages, with a token over the API.</summary>
internal sealed record Caller(string Name, Role? Role, Browser? Browser, HttpClient Api, string? AntiforgeryToken) : IDisposable
{
    public Agent? Agent { get; private init; }

    /// <summary>With whose secret it signs; null where it does not.</summary>
    public Tenant? Signs { get; init; }

    /// <summary>Comes to pages with the token and to the API with the session.</summary>
    private bool IsAtTheWrongDoor { get; init; }

    public static async Task<Caller> HireAsync(CrmVoiceApp app, Tenant tenant, Role role)
    {
        var (agent, browser) = await app.HireWithBrowserAsync(tenant, role);
        return new Caller($"{role}", role, browser, agent.Api, await TokenAsync(browser, "/contacts/new", "/contacts")) { Agent = agent };
    }

    public static async Task<Caller> SignInAsync(CrmVoiceApp app, string email, string token)
    {
        var browser = await app.SignInAsync(email);
        return new Caller(
            email,
            Domain.Identity.Role.Admin,
            browser,
            app.Api(token),
            await TokenAsync(browser, "/contacts/new", "/contacts"));
    }

    public static async Task<Caller> NobodyAsync(CrmVoiceApp app)
    {
        var browser = app.OpenBrowser();
        return new Caller("nobody", null, browser, app.CreateClient(), await TokenAsync(browser, "/sign-in", "/sign-in"));
    }

    public Caller AtTheWrongDoor() => this with { Name = $"{Name} at the wrong door", IsAtTheWrongDoor = true };

    public async Task<Answered> AskAsync(CrmVoiceApp app, Question question)
    {
        using var request = question.ToRequest(app.Url, AntiforgeryToken);
        if (Signs is { } tenant)
        {
            request.Headers.Add(
                "X-Twilio-Signature",
                Signing.Sign(tenant.AuthToken, $"{request.RequestUri}", question.Fields.Select(field => (field.Key, field.Value))));
        }

        using var response = await (question.Way.IsApi != IsAtTheWrongDoor ? Api.SendAsync(request) : Browser!.SendAsync(request));
        var text = $"{response.Headers} {response.Content.Headers} {await response.Content.ReadAsStringAsync()}";
        return new Answered(
            question,
            (int)response.StatusCode,
            text,
            response.Headers.Location is { } next && new Uri(new Uri(app.Url), next).AbsolutePath == "/sign-in");
    }

    public void Dispose()
    {
        Browser?.Dispose();
        Api.Dispose();
    }

    private static async Task<string> TokenAsync(Browser browser, string page, string action) =>
        (await browser.OpenAsync(page)).FieldsOf(action)["__RequestVerificationToken"];
}

internal sealed record Answered(Question Question, int Status, string Text, bool LeadsToSignIn);

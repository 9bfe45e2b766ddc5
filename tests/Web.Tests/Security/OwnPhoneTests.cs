using System.Net;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Security;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Security;

/// <summary>Calls to the own phone are calls, too.</summary>
internal sealed class OwnPhoneTests : WithStandIn
{
    [TestCase("/settings/test-calls")]
    [TestCase("/settings/calls/hearings")]
    public async Task Nobody_has_the_own_phone_rung_without_end(string path)
    {
        var tenant = await App.CreateOrganizationAsync();
        var (_, browser) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        var (_, colleague) = await App.HireWithBrowserAsync(tenant, Role.Admin);
        using var first = browser;
        using var second = colleague;
        for (var call = 0; call < OwnPhoneCalls.MaxPerMinute; call++)
        {
            Assert.That((await AskAsync(browser, path)).StatusCode, Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
        }

        var refused = await AskAsync(browser, path);

        Assert.That(
            (refused.StatusCode, refused.Headers.RetryAfter?.Delta > TimeSpan.Zero),
            Is.EqualTo((HttpStatusCode.TooManyRequests, true)));
        Assert.That((await AskAsync(colleague, path)).StatusCode, Is.Not.EqualTo(HttpStatusCode.TooManyRequests));
    }

    private static async Task<HttpResponseMessage> AskAsync(Browser browser, string path)
    {
        var token = (await browser.OpenAsync("/contacts/new")).FieldsOf("/contacts")["__RequestVerificationToken"];
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]),
        };
        return await browser.SendAsync(request);
    }
}

using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>What an admin is told where Twilio does not show its countries; all else is tried against the sandbox.</summary>
internal sealed class DialingPermissionsPageTests
{
    private const string Path = "/settings/calling-limits/dialing-permissions";

    [TestCase(401, 20003, "A Twilio não mostra a lista de países.")]
    [TestCase(503, 0, "Não é possível acessar a Twilio agora.")]
    public async Task Why_there_is_nothing_to_see_is_told_and_nothing_is_offered(int status, int code, string told)
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.WhenAskedFor("GET", "/v1/DialingPermissions/Countries", Answers.Error(status, code, "No"));
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url);
        var (_, browser) = await app.HireWithBrowserAsync(role: Role.Admin);
        using var _ = browser;
        await browser.OpenAsync(Path);

        var page = await browser.SubmitAsync(Path);

        Assert.That(page.Lines(".notice.is-bad").Single(), Does.StartWith(told));
        Assert.That((page.Status, page.All("input[name=change]").Count, page.All("table").Count), Is.EqualTo((200, 0, 0)));
        app.AssertNoErrorsLogged();
    }
}

using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

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

    [Test]
    public async Task A_country_that_Twilio_does_not_list_is_not_called_open()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.WhenAskedFor("GET", "/v1/DialingPermissions/Countries", Answers.Json(200, """{"content": [], "meta": {"key": "content"}}"""));
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url);
        var (_, browser) = await app.HireWithBrowserAsync(role: Role.Admin);
        using var _ = browser;
        await browser.OpenAsync(Path);

        var page = await browser.SubmitAsync(Path);

        Assert.That(page.Lines("[data-unlisted]").Single(), Does.Contain("Brasil"));
        Assert.That(page.All(".notice.is-good"), Is.Empty);
    }

    [Test]
    public async Task What_was_asked_and_refused_is_both_in_the_audit_log()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        twilio.WhenAskedFor(
            "GET",
            "/v1/DialingPermissions/Countries",
            Answers.Json(
                200,
                """{"content": [{"iso_code": "BR", "country_codes": ["+55"], "low_risk_numbers_enabled": false}], "meta": {"key": "content"}}"""));
        twilio.WhenAskedFor("POST", "/v1/DialingPermissions/BulkCountryUpdates", Answers.Error(403, 20403, "Forbidden"));
        await using var app = await CrmVoiceApp.StartAsync(twilio.Url);
        var (_, browser) = await app.HireWithBrowserAsync(role: Role.Admin);
        using var _ = browser;
        await browser.OpenAsync(Path);
        await browser.SubmitAsync(Path);

        var page = await browser.SubmitAsync(Path + "/changes");

        Assert.That(page.Lines("[data-done]").Single(), Is.EqualTo("A Twilio não alterou nada."));
        await using var scope = app.Enter(CrmVoiceApp.Aurora.Id, out var db);
        var entries = await db.Set<AuditEntry>().AsNoTracking().OrderBy(entry => entry.Id).ToListAsync();
        Assert.That(
            entries.Where(entry => entry.Action is AuditAction.DialingChanged or AuditAction.DialingRefused)
                .Select(entry => $"{entry.Action}: {string.Join(", ", entry.Changes.Select(change => $"{change.Field} {change.New}"))}"),
            Is.EquivalentTo(new[] { "DialingChanged: opened-at-twilio BR", "DialingRefused: opened-at-twilio BR, error-code 20403" }));
        Assert.That((await browser.OpenAsync("/settings/audit")).Text, Does.Contain("não conseguiu alterar os países na Twilio"));
    }
}

using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>What an admin sees and changes of the countries that Twilio lets its account call.</summary>
internal sealed class DialingPermissionTests
{
    private const string Path = "/settings/calling-limits/dialing-permissions";
    private const string Changes = Path + "/changes";

    private QuickSandbox sandbox = null!;
    private Agent admin = null!;
    private Browser browser = null!;

    [SetUp]
    public async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync();
        (admin, browser) = await sandbox.App.HireWithBrowserAsync(role: Role.Admin);
    }

    [TearDown]
    public async Task StopAsync()
    {
        browser.Dispose();
        await sandbox.DisposeAsync();
    }

    [Test]
    public async Task A_country_that_is_allowed_here_and_closed_there_is_opened_there_with_one_press()
    {
        await AllowAsync("CU");
        var closed = await CompareAsync();
        Assert.That(RowOf(closed, "CU"), Does.StartWith("Cuba Bloqueado"));

        var page = await PressAsync(closed, "OpenAllowed");

        Assert.That(page.Lines("[data-done]").Single(), Is.EqualTo("A Twilio alterou 1 país."));
        Assert.That(RowOf(page, "CU"), Does.StartWith("Cuba Liberado"));
        Assert.That(await ChangesAsync(), Is.EqualTo(new[] { "opened-at-twilio: CU" }));
        Assert.That(FormsOf(page, "OpenAllowed"), Is.Empty);
    }

    [Test]
    public async Task Countries_that_nobody_here_may_call_are_closed_there_and_calls_to_the_own_country_go_on()
    {
        var open = await CompareAsync();
        var before = FormsOf(open, "CloseOthers").Single().Split(',');

        var page = await PressAsync(open, "CloseOthers");

        Assert.That(page.Text, Does.Contain("Nenhum. A Twilio só liga para os países permitidos aqui."));
        Assert.That(before, Has.Length.GreaterThan(100).And.Not.Contain("BR"));
        Assert.That(RowOf(page, "BR"), Does.StartWith("Brasil Liberado Bloqueado Bloqueado"));
        Assert.That(
            string.Join(", ", (await ChangesAsync()).Select(change => change["closed-at-twilio: ".Length..])).Split(", "),
            Is.EqualTo(before),
            "all of them are in the audit log");
    }

    [Test]
    public async Task Canada_is_in_what_Twilio_calls_the_United_States()
    {
        await AllowAsync("CA");

        var page = await CompareAsync();

        Assert.That(RowOf(page, "CA"), Does.StartWith("Canadá Liberado"));
        Assert.That(FormsOf(page, "CloseOthers").Single().Split(','), Does.Not.Contain("US"));
    }

    [TestCase("CloseOthers", "BR")]
    [TestCase("OpenAllowed", "HT")]
    [TestCase("CloseHighRisk", "BR,XX,")]
    [TestCase("CloseOthers", "")]
    public async Task What_the_page_does_not_offer_is_not_done(string change, string countries)
    {
        await CompareAsync();

        var page = await browser.SubmitAsync(Changes, ("change", change), ("countries", countries));

        Assert.That(page.Lines("[data-done]").Single(), Is.EqualTo("Não havia mais nada a alterar."));
        Assert.That(await ChangesAsync(), Is.Empty);
    }

    private async Task AllowAsync(string region)
    {
        var page = await browser.OpenAsync("/settings/calling-limits");
        Assert.That(page.All($"a[href='{Path}']"), Has.Count.EqualTo(1));
        var box = page.All($"[data-box]:has([value={region}]) [type=checkbox]").Single().GetAttribute("name")!;
        Assert.That((await browser.SubmitAsync("/settings/calling-limits", (box, "true"))).Status, Is.EqualTo(200));
    }

    private async Task<Page> CompareAsync()
    {
        Assert.That((await browser.OpenAsync(Path)).All("form[hx-trigger='load, submit']"), Has.Count.EqualTo(1));
        return await browser.SubmitAsync(Path);
    }

    private Task<Page> PressAsync(Page page, string change) =>
        browser.SubmitAsync(Changes, ("change", change), ("countries", FormsOf(page, change).Single()));

    private static string RowOf(Page page, string region) => page.Lines($"tr[data-country={region}]").Single();

    /// <summary>The countries for which a change is offered.</summary>
    private static IReadOnlyList<string> FormsOf(Page page, string change) =>
        [.. page.All($"input[name=change][value={change}] + input").Select(input => input.GetAttribute("value")!)];

    private async Task<IReadOnlyList<string>> ChangesAsync()
    {
        await using var scope = sandbox.App.Enter(CrmVoiceApp.Aurora.Id, out var db);
        var entries = await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.Action == AuditAction.DialingChanged).ToListAsync();
        Assert.That(entries.Select(entry => entry.MemberId?.Value), Is.All.EqualTo(admin.Id));
        return [.. entries.SelectMany(entry => entry.Changes).Select(change => $"{change.Field}: {change.New}")];
    }
}

using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>What an admin may paste by mistake, held against accounts as Twilio has them.</summary>
internal sealed class ConnectAccountTests
{
    private const string Path = "/settings/twilio-account";

    private QuickSandbox sandbox = null!;
    private Tenant tenant = null!;
    private Agent admin = null!;
    private Browser browser = null!;

    [SetUp]
    public async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync();
        tenant = await sandbox.App.CreateOrganizationAsync("en", withTwilio: false);
        (admin, browser) = await sandbox.App.HireWithBrowserAsync(tenant, Role.Admin);
        await browser.OpenAsync(Path);
    }

    [TearDown]
    public async Task StopAsync()
    {
        browser.Dispose();
        await sandbox.DisposeAsync();
    }

    [Test]
    public async Task A_token_of_another_account_is_refused_and_the_right_one_is_saved_however_it_was_pasted()
    {
        var (aurora, beacon) = (CrmVoiceApp.Aurora, CrmVoiceApp.Beacon);

        var refused = await ConnectAsync(aurora.AccountSid, beacon.AuthToken);
        Assert.That(
            (refused.Status, refused.Lines(".field-validation-error").Single(line => line.Length > 0)),
            Is.EqualTo((422, "Twilio does not accept this together with the account SID. Copy both from the Twilio Console.")));
        Assert.That((await browser.OpenAsync(Path)).FieldsOf(Path)["AccountSid"], Is.Empty, "nothing is saved");

        var saved = await ConnectAsync($" {aurora.AccountSid}\n", $"\t{aurora.AuthToken[..16]} {aurora.AuthToken[16..]}\u200B");
        Assert.That((saved.Status, saved.FieldsOf(Path)["AccountSid"]), Is.EqualTo((200, aurora.AccountSid)), saved.Text);
    }

    [Test]
    public async Task A_suspended_account_is_told_as_one_and_not_saved()
    {
        sandbox.App.Log.KeepsQuietAbout("50500000000000000000000000000004");

        var page = await ConnectAsync("AC00000000000000000000000000000004", "50500000000000000000000000000004");

        Assert.That(
            (page.Status, page.Text.Contains("this account is suspended or closed", StringComparison.Ordinal)),
            Is.EqualTo((422, true)));
        Assert.That((await browser.OpenAsync(Path)).FieldsOf(Path)["AccountSid"], Is.Empty);
    }

    [Test]
    public async Task A_number_that_the_account_does_not_own_is_told_by_the_setup_check_and_by_the_call_and_is_mended_by_an_import()
    {
        const string notOwned = "+551140009999";
        sandbox.App.Log.KeepsQuietAbout(notOwned);
        await ConnectAsync(CrmVoiceApp.Aurora.AccountSid, CrmVoiceApp.Aurora.AuthToken, notOwned);

        Assert.That(await FindingsAsync(), Does.Contain("numbers missing").And.Contain("caller-id missing"));
        var refused = await admin.EndedAsync((await admin.PlaceAsync("+5511987650006")).Id);
        Assert.That((refused.Result, refused.CarrierError?.Code), Is.EqualTo(("carrier-failed", (int?)21210)));

        await browser.OpenAsync("/settings/numbers");
        await browser.SubmitAsync("/settings/numbers/imports");
        var owned = (await browser.OpenAsync("/settings/numbers")).All("[name=DefaultNumber] option")
            .Single(option => option.TextContent.Contains("4000-0001", StringComparison.Ordinal)
                && option.TextContent.Contains("11", StringComparison.Ordinal))
            .GetAttribute("value")!;
        await browser.SubmitAsync("/settings/numbers/caller-id", ("DefaultNumber", owned));

        Assert.That(await FindingsAsync(), Does.Contain("caller-id good"));
        var call = await admin.EndedAsync((await admin.PlaceAsync("+5511987650006")).Id);
        Assert.That((call.From, call.CarrierError), Is.EqualTo(("+551140000001", (CarrierErrorBody?)null)));
    }

    private Task<Page> ConnectAsync(string sid, string token, string numbers = "") =>
        browser.SubmitAsync(Path, ("AccountSid", sid), ("AuthToken", token), ("Numbers", numbers));

    private async Task<IReadOnlyList<string>> FindingsAsync() =>
        Pages.SetupCheckTests.Findings(await Pages.SetupCheckTests.CheckAsync(browser));
}

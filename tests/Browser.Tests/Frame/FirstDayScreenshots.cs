using System.Net;
using System.Security.Cryptography;
using CrmVoice.Browser.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>
/// Pictures of what is seen once: the beginnings of an installation and of an account, as <c>./screenshots.sh</c> makes them. Nothing is
/// compared.
/// </summary>
[Explicit("Makes pictures and proves nothing."), Category("Screenshots")]
internal sealed class FirstDayScreenshots : BrowserTest
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    [TestCase("pt-BR"), TestCase("en")]
    public async Task Of_founding_an_organization_and_of_the_second_step_of_signing_in(string language)
    {
        if (!Pictures.AreWanted("first-day"))
        {
            return;
        }

        Expected.Add("");
        await using var app = await RunningApp.StartAsync(Run.Sandbox.Url, "Staging");
        var maria = new Person("maria@padaria.example", "Maria Lopes", language, "");
        var admin = await ArriveAsync(maria, app);
        await FoundAsync(admin, await FirstDayTests.CodeOfAsync(app));
        await ProtectAsync(admin);
        await LeaveAsync();
    }

    private static async Task FoundAsync(Visitor admin, string code)
    {
        await admin.OpenAsync("/");
        await admin.TakeAsync("first-day-1-code");
        await admin.Page.Locator("[name=Code]").FillAsync(code);
        await FirstDayTests.SubmitAsync(admin, "[name=Code]");
        await admin.TakeAsync("first-day-2-organization");
        await FirstDayTests.FillAsync(
            admin,
            ("Name", "Padaria São João"), ("AdminName", admin.Person.Name), ("AdminEmail", admin.Person.Email),
            ("AdminPassword", Person.Password));
        await FirstDayTests.SubmitAsync(admin, "[name=AdminPassword]");
        await Expect(admin.FirstSteps.Next).ToHaveAttributeAsync("data-step", "account");
        await admin.TakeAsync("first-day-3-steps");
        await admin.Contacts.OpenAsync();
        await admin.TakeAsync("first-day-3-contacts");
        await admin.Calls.OpenAsync();
        await admin.TakeAsync("first-day-3-calls");
    }

    private static async Task ProtectAsync(Visitor admin)
    {
        await admin.OpenAsync("/settings/my-security/authenticator");
        var key = (await admin.Page.Locator(".authenticator-key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await admin.Page.Locator("[name=Code]").FillAsync(CodeOf(key));
        await FirstDayTests.SubmitAsync(admin, "[name=Code]");
        await admin.Page.WaitForURLAsync("**/recovery-codes");
        await admin.TakeAsync("first-day-4-recovery-codes");
        await admin.OpenAsync("/settings/my-security");
        await admin.TakeAsync("first-day-4-protected");
        await admin.Page.Context.ClearCookiesAsync(new() { NameRegex = new("^(?!crmvoice-language)") });
        await admin.SignIn.OpenAsync();
        await admin.TakeAsync("first-day-5-sign-in");
        await admin.SignIn.FillAsync(admin.Person);
        await admin.Page.Locator("[name=Code]").WaitForAsync();
        await admin.TakeAsync("first-day-5-sign-in-code");
    }

    /// <summary>What an authenticator shows for a key just now (RFC 6238).</summary>
    private static string CodeOf(string key)
    {
        var values = key.Select(letter => Letters.IndexOf(letter, StringComparison.Ordinal));
        var bits = string.Concat(values.Select(value => Convert.ToString(value, 2).PadLeft(5, '0')));
        var secret = bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2)).ToArray();
        var now = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30));
#pragma warning disable CA5350 // The standard's choice.
        var hash = HMACSHA1.HashData(secret, now);
#pragma warning restore CA5350
        var number = IPAddress.NetworkToHostOrder(BitConverter.ToInt32(hash, hash[^1] & 0xf)) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("000000", null);
    }
}

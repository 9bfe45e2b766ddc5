using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

internal sealed class FirstStepsTests : BrowserTest
{
    public const string AccountSid = "AC00000000000000000000000000000002";
    public const string AuthToken = "beac0000beac0000beac0000beac0000";
    public const string OwnedNumber = "+1 415 555-0100";
    private const string Phone = "(11) 99999-5577";

    [Test]
    public async Task A_fresh_organization_is_led_step_by_step_to_its_first_call()
    {
        var admin = await SignedInAsync(Person.Olga);
        var steps = admin.FirstSteps;
        await admin.Contacts.OpenAsync();
        await steps.Card.ClickAsync();
        await Expect(steps.Done).ToHaveCountAsync(0);
        await steps.NextButton.ClickAsync();
        await Expect(admin.Main.Locator("[name=AccountSid]")).ToBeVisibleAsync();

        Expected.Add("422");
        await steps.FillInAsync(AccountSid, "00000000000000000000000000000000", "+1 415 555-0199");
        await Expect(admin.Main.Locator("[name=AuthToken]")).ToHaveAttributeAsync("aria-invalid", "true");
        await ExpectAsync(admin, "account", done: 0);

        await steps.ConnectAsync(AccountSid, AuthToken, "+1 415 555-0199");
        await steps.TestFromTheListAsync();
        await Expect(admin.Main.Locator("[data-finding]").First).ToHaveAttributeAsync("data-finding", "caller-id-missing");
        await ExpectAsync(admin, "number", done: 1);

        await steps.ConnectAsync(AccountSid, AuthToken, OwnedNumber);
        await steps.TestFromTheListAsync();
        await ExpectAsync(admin, "phone", done: 2);

        await steps.NextButton.ClickAsync();
        await steps.SetPhoneAsync(Phone);
        await ExpectAsync(admin, "test-call", done: 3);

        await steps.NextButton.ClickAsync();
        await Expect(steps.Done).ToHaveCountAsync(4);
        await admin.Contacts.OpenAsync();
        await Expect(steps.Card).ToHaveCountAsync(0);
    }

    private static async Task ExpectAsync(Visitor admin, string next, int done)
    {
        await admin.FirstSteps.OpenAsync();
        await Expect(admin.FirstSteps.Next).ToHaveAttributeAsync("data-step", next);
        await Expect(admin.FirstSteps.Done).ToHaveCountAsync(done);
        await Expect(admin.Main.Locator(".first-step .btn-primary")).ToHaveCountAsync(1);
    }
}

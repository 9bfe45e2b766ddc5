using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

internal sealed class FirstErrorTests : BrowserTest
{
    [TestCase("/contacts/new", "Name", "Vera", "Phone", "12")]
    [TestCase("/contacts/new", "Phone", "11 91234-0099", "Name", "")]
    [TestCase("/settings/my-phone", null, null, "Phone", "190")]
    public async Task A_form_that_comes_back_has_the_focus_in_its_first_field_in_error(
        string path,
        string? right,
        string? value,
        string wrong,
        string typed)
    {
        Expected.Add("422");
        var ana = await SignedInAsync(Person.Ana);
        await ana.OpenAsync(path);
        if (right is not null)
        {
            await ana.Main.Locator($"[name={right}]").FillAsync(value!);
        }

        // The browser's own check would stop what the server is to answer.
        await ana.Main.Locator("form:has([name=Phone])").EvaluateAsync("form => { form.noValidate = true; }");
        await ana.Main.Locator($"[name={wrong}]").FillAsync(typed);
        await ana.Main.Locator("form:has([name=Phone]) [type=submit]").ClickAsync();

        await Expect(ana.Main.Locator($"[name={wrong}]")).ToBeFocusedAsync();
        await Expect(ana.Main.Locator($"[name={wrong}]")).ToHaveAttributeAsync("aria-invalid", "true");
    }
}

using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class DialPadTests : BrowserTest
{
    [Test]
    public async Task A_number_is_dialled_with_keys_and_the_pad_leaves_the_room_to_the_call()
    {
        var ana = await SignedInAsync(Person.Ana);
        await ana.Contacts.OpenAsync();
        await ana.BeIdleAsync();
        var (opener, pad) = (ana.Page.Locator(".dial-pad-open"), ana.Page.Locator("#dial-pad"));
        var number = pad.Locator("[name=To]");
        await opener.ClickAsync();
        await Expect(number).ToBeFocusedAsync();
        foreach (var key in "119123400019")
        {
            await pad.Locator($"[data-dial-key='{key}']").ClickAsync();
        }

        await pad.Locator("[data-dial-delete]").ClickAsync();
        await Expect(number).ToHaveValueAsync("11912340001");

        await ana.BeginCallAsync(() => pad.Locator("[type=submit]").ClickAsync());

        await Expect(pad).ToBeHiddenAsync();
        await Expect(opener).ToBeHiddenAsync();
        await Expect(ana.Page.Locator("#call-bar-hang-up")).ToBeFocusedAsync();
        await Expect(ana.Bar.Whole).ToContainTextAsync("(11) 91234-0001");
    }

    [Test]
    public async Task A_wrong_number_is_explained_and_its_suggestion_called_with_one_press()
    {
        Expected.AddRange(["409", "/calls"]);
        var bruno = await SignedInAsync(Person.Bruno);
        await bruno.Contacts.OpenAsync();
        await bruno.BeIdleAsync();
        await bruno.Page.Locator(".dial-pad-open").ClickAsync();
        await bruno.Page.Locator("#dial-pad [name=To]").FillAsync("11 8234-0001");
        await bruno.Page.Keyboard.PressAsync("Enter");
        var call = bruno.Toast.Locator("[type=submit]");
        await Expect(call).ToBeVisibleAsync();
        await bruno.Page.Keyboard.PressAsync("Escape");
        await Expect(bruno.Page.Locator("#dial-pad")).ToBeHiddenAsync();

        await bruno.BeginCallAsync(() => call.ClickAsync());

        await Expect(bruno.Bar.Whole).ToContainTextAsync("(11) 98234-0001");
    }
}

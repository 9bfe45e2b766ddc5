using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

internal sealed class DiagnosisTests : BrowserTest
{
    [Test]
    public async Task What_a_supervisor_opened_stays_open_and_keeps_the_focus_while_the_page_is_exchanged()
    {
        var sofia = await SignedInAsync(Person.Sofia);
        var id = await RecordedCall.OfAnaAsync();
        await sofia.OpenAsync($"/calls/{id}");
        await Expect(sofia.Call.Diagnosis).Not.ToHaveAttributeAsync("open", "");
        await sofia.Call.DiagnoseAsync();
        var raw = sofia.Call.Diagnosis.Locator(".raw").First;
        await raw.Locator("summary").ClickAsync();
        await Expect(raw.Locator("dl")).ToContainTextAsync("CallSid");
        await raw.Locator("summary").FocusAsync();
        await sofia.Call.Story.EvaluateAsync("story => story.dataset.old = ''");

        await sofia.Page.EvaluateAsync("id => htmx.trigger(document.body, `call-${id}`)", id);

        await Expect(sofia.Page.Locator("[data-old]")).ToHaveCountAsync(0);
        await Expect(sofia.Call.Diagnosis).ToHaveAttributeAsync("open", "");
        await Expect(raw.Locator("dl")).ToContainTextAsync("CallSid");
        await Expect(raw.Locator("summary")).ToBeFocusedAsync();
    }
}

using CrmVoice.Browser.Tests.Frame;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>The list of callers whom nobody answered.</summary>
[NonParallelizable]
internal sealed class MissedCallsTests : BrowserTest
{
    private static readonly (int Width, int Height)[] sizes = [Sizes.Phone, Sizes.Tablet, Sizes.Desk];

    [Test]
    public async Task A_missed_call_can_be_closed_with_a_reason_that_can_be_read_at_every_size()
    {
        var helena = await SignedInAsync(Person.Helena);
        await Place.All.Single(place => place.Name == "missed-calls-to-call-back").Open(helena);
        var reason = helena.Main.Locator("form.missed-closing select").First;

        foreach (var (width, height) in sizes)
        {
            await helena.Page.SetViewportSizeAsync(width, height);
            await Expect(reason).ToBeVisibleAsync();
            var box = await reason.BoundingBoxAsync();
            Assert.That(box!.Width, Is.GreaterThan(180), $"pixels for the reason at {width} px");
        }
    }
}

using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>A window of 1280 by 800 pixels, enlarged two and four times: what has the focus is never covered by the bars.</summary>
internal sealed class ZoomTests : BrowserTest
{
    private static readonly string[] paths = ["/contacts", "/calls", "/contacts/new", "/settings/my-phone"];

    [Test]
    public async Task Nothing_that_has_the_focus_lies_under_the_bars([Values(200, 400)] int percent, [Values] bool isCalling)
    {
        var ana = await SignedInAsync(Person.Ana, Look.Usual with { Width = 1280 * 100 / percent, Height = 800 * 100 / percent });
        if (isCalling)
        {
            await ana.Contacts.OpenContactAsync(Calls.Scene.Aurora.Contacts["0001"]);
            await ana.BeLiveAsync();
            await ana.TalkToAsync(Calls.Scene.Aurora.Contacts["0001"]);
        }

        foreach (var path in paths)
        {
            await ana.OpenAsync(path);
            await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", new Regex(isCalling ? "talking" : "idle|over"));
            foreach (var key in new[] { "Tab", "Shift+Tab" })
            {
                for (var i = 0; i < 40; i++)
                {
                    await ana.Page.Keyboard.PressAsync(key);
                    Assert.That(await CoveredAsync(ana), Is.Null, $"{path} at {percent} %");
                }
            }
        }
    }

    private static Task<string?> CoveredAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string?>(
            """
            () => {
              const here = document.activeElement;
              if (!here || here === document.body || here.id === 'main') return null;
              const focus = here.getBoundingClientRect();
              const bars = [...document.querySelectorAll('.frame-head, .call-bar, .frame-side')]
                .filter(bar => !bar.contains(here) && ['fixed', 'sticky'].includes(getComputedStyle(bar).position)).map(bar => bar.getBoundingClientRect());
              const free = innerHeight - bars.filter(bar => bar.width > innerWidth / 2).reduce((sum, bar) => sum + bar.height, 0);
              // What is higher than what is left cannot be seen whole.
              if (focus.height === 0 || focus.height > free) return null;
              const covers = bars.find(bar => focus.left < bar.right && bar.left < focus.right && focus.top < bar.bottom - 0.5 && bar.top < focus.bottom - 0.5);
              return covers ? `${here.outerHTML.slice(0, 100)} at ${focus.top.toFixed()}-${focus.bottom.toFixed()} under ${covers.top.toFixed()}-${covers.bottom.toFixed()}` : null;
            }
            """);
}

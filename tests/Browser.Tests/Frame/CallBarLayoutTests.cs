using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>
/// The call bar at every width and in every phase: nothing overlaps, nothing is cut, and nothing moves from one phase to the next.
/// </summary>
internal sealed class CallBarLayoutTests : BrowserTest
{
    private const string LongName = "Maria Aparecida dos Santos Albuquerque Cavalcanti";
    private const string SomeNumber = "+5511912340010";
    private const int Phone = 768;
    private static readonly int[] widths = [320, 360, 390, 768, 1024, 1280, 1440];

    [TestCase(LongName)]
    [TestCase(SomeNumber)]
    public async Task It_fits_at_every_width_and_keeps_its_places_in_every_phase(string whom)
    {
        using var api = new Api(Person.Ana);
        var ana = await SignedInAsync(Person.Ana);
        if (whom == LongName)
        {
            await ana.OpenAsync("/contacts/new");
            await ana.Main.Locator("[name=Name]").FillAsync(LongName);
            await ana.Main.Locator("[name=Phone]").FillAsync("+5511912340011");
            await ana.Main.Locator("form:has([name=Phone]) [type=submit]").ClickAsync();
            await ana.Page.WaitForURLAsync("**/contacts/*-*");
        }

        var number = whom == LongName ? "+5511912340011" : whom;
        await ana.Contacts.OpenAsync();
        await ana.BeLiveAsync();
        var places = new Dictionary<string, Dictionary<int, JsonElement>>();
        Run.Sandbox.Pace = 60;
        await LookAsync(await api.CallAsync(number), "ringing");
        Run.Sandbox.Pace = Hosting.RunningSandbox.Quick;
        Run.Sandbox.LetTheNextContactStay();
        await LookAsync(await api.CallAsync(number), "talking");
        await DismissAsync();
        places["idle"] = await MeasureAsync(ana, "idle");

        using (Assert.EnterMultipleScope())
        {
            foreach (var width in widths)
            {
                foreach (var place in new[] { "who", "timer", "notes", "end" })
                {
                    var seen = places
                        .Where(phase => phase.Key != "idle")
                        .Select(phase => phase.Value[width].GetProperty(place).GetDouble());
                    Assert.That(seen.Distinct().Count(), Is.EqualTo(1), $"{place} moves at {width} px");
                }

                if (width >= Phone)
                {
                    var tops = places.Values.Select(phase => phase[width].GetProperty("content").GetDouble());
                    Assert.That(tops.Distinct().Count(), Is.EqualTo(1), $"the page moves at {width} px");
                }
            }
        }

        // What lay still after the end does so no longer; where more comes in of the call just then, it lies still once more.
        async Task DismissAsync()
        {
            for (var minutes = 1; ; minutes++)
            {
                await ana.Page.Clock.SetFixedTimeAsync(DateTime.UtcNow.AddMinutes(minutes));
                await ana.Bar.Dismiss.ClickAsync();
                try
                {
                    await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", "idle", new() { Timeout = 5000 });
                    return;
                }
                catch (PlaywrightException) when (minutes < 4)
                {
                }
            }
        }

        async Task LookAsync(string call, string phase)
        {
            await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-call", call);
            await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", phase);
            places[phase] = await MeasureAsync(ana, phase);
            await api.HangUpAsync(call);
            await Expect(ana.Bar.CallId).ToHaveAttributeAsync("data-phase", "over");
            await ana.Page.Keyboard.PressAsync("Escape");
            await Expect(ana.Bar.NotesPanel).ToBeHiddenAsync();
            places[$"over after {phase}"] = await MeasureAsync(ana, "over");
        }
    }

    private static async Task<Dictionary<int, JsonElement>> MeasureAsync(Visitor visitor, string phase)
    {
        var measured = new Dictionary<int, JsonElement>();
        foreach (var width in widths)
        {
            await visitor.Page.SetViewportSizeAsync(width, 800);
            var seen = measured[width] = (
                await visitor.Page.EvaluateAsync<JsonElement>(
                    """
                    () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
                      const bar = document.querySelector('.call-bar');
                      const box = selector => bar.querySelector(selector)?.getBoundingClientRect();
                      const parts = ['who', 'progress', 'timer', 'buttons'].map(part => [part, box(`.call-bar-${part}`)]).filter(([, rect]) => rect?.width);
                      const meet = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
                      const faults = parts.flatMap(([one, a], i) => parts.slice(i + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${one} lies on ${other}`));
                      for (const number of bar.querySelectorAll('.call-bar-number, .is-number')) {
                        const range = document.createRange();
                        range.selectNodeContents(number);
                        if (range.getBoundingClientRect().right > number.getBoundingClientRect().right + 0.5) faults.push('the number is cut');
                      }
                      const name = bar.querySelector('.call-bar-name');
                      if (name && name.clientWidth < 100) faults.push(`the name has ${name.clientWidth} px`);
                      if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('the page scrolls sideways');
                      done({ faults, height: bar.offsetHeight, who: box('.call-bar-who')?.left ?? 0, timer: box('.call-bar-timer')?.right ?? 0, notes: box('#call-bar-notes')?.left ?? 0,
                        end: box('[data-call-bar-end]')?.right ?? 0, content: document.querySelector('main').getBoundingClientRect().top });
                    })))
                    """)
            ).Clone();
            Assert.That(seen.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()), Is.Empty, $"{phase} at {width} px");
            if (phase == "idle" && width < Phone)
            {
                Assert.That(seen.GetProperty("height").GetInt32(), Is.LessThan(48), "an idle bar takes little room on a phone");
            }
        }

        return measured;
    }
}

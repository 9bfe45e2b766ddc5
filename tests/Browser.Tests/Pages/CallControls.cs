using System.Text.Json;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

/// <summary>What the call bar offers while people talk in a room.</summary>
internal sealed class CallControls(IPage page, RoomWords words)
{
    private ILocator Bar => page.Locator("#call-bar-live");

    /// <summary>What goes on in words, and nothing beside.</summary>
    public ILocator Said => Bar.Locator("[data-said]");

    public ILocator Hold => Button(words.Hold);

    public ILocator Resume => Button(words.Resume);

    public ILocator Transfer => Button(words.Transfer);

    public ILocator Merge => Button(words.Merge);

    public ILocator Leave => Button(words.Leave);

    public ILocator Listen => Button(words.Listen);

    public ILocator Whisper => Button(words.Whisper);

    public ILocator Join => Button(words.Join);

    public ILocator TransferPanel => page.Locator("#call-transfer");

    public ILocator Search => TransferPanel.GetByRole(AriaRole.Combobox, new() { Name = words.Search });

    public ILocator Person(string name) => TransferPanel.GetByRole(AriaRole.Option).Filter(new() { HasText = name });

    /// <summary>
    /// What lies over something else in the bar, is cut off, or too small for a thumb; the page itself must not scroll sideways.
    /// </summary>
    public async Task<string[]> FaultsAsync() => (
        await page.EvaluateAsync<JsonElement>(
            """
            () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
              const bar = document.querySelector('.call-bar');
              const isPhone = innerWidth < 768;
              const seen = [...bar.querySelectorAll('.call-bar-live .btn, .call-bar-name, .call-bar-state, .call-bar-timer')]
                .filter(one => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0);
              const named = one => one.id || one.className;
              const meet = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
              const boxes = seen.map(one => [one, one.getBoundingClientRect()]);
              done([
                ...boxes.flatMap(([one, a], i) => boxes
                  .slice(i + 1)
                  .filter(([other, b]) => !one.contains(other) && meet(a, b))
                  .map(([other]) => `${named(one)} lies on ${named(other)}`)),
                ...boxes.filter(([, box]) => box.left < -0.5 || box.right > innerWidth + 0.5).map(([one]) => `${named(one)} is cut off`),
                ...boxes
                  .filter(([one, box]) => isPhone && one.matches('.btn') && (box.height < 43 || box.width < 43))
                  .map(([one, box]) => `${named(one)} is ${box.width}×${box.height}`),
                ...seen
                  .filter(one => one.matches('.btn') && one.scrollWidth > one.clientWidth + 1)
                  .map(one => `${named(one)} cuts its words`),
                ...document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page scrolls sideways'] : [],
              ]);
            })))
            """)
    ).Deserialize<string[]>()!;

    private ILocator Button(string name) => Bar.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}

using CrmVoice.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>Pictures of every page for people to look at: <c>./screenshots.sh</c>. Nothing is compared.</summary>
[Explicit("Makes pictures and proves nothing."), Category("Screenshots")]
internal sealed class Screenshots : BrowserTest
{
    private static readonly string folder = Path.Combine(Repository.Root, "screenshots");
    private static readonly (int Width, int Height)[] sizes = [Sizes.Phone, Sizes.Tablet, Sizes.Desk];
    private static readonly ColorScheme[] schemes = [ColorScheme.Light, ColorScheme.Dark];

    [Test]
    public async Task Of_every_page_at_every_size_in_light_and_dark_in_both_languages()
    {
        Expected.Add("");
        var wanted = (Environment.GetEnvironmentVariable("CRMVOICE_SCREENSHOTS") ?? "").Split(',');
        using (Assert.EnterMultipleScope())
        {
            foreach (var place in Place.All.Where(place => wanted.Any(name => place.Name.StartsWith(name, StringComparison.Ordinal))))
            {
                foreach (var language in new[] { "pt-BR", "en" })
                {
                    Assert.That(() => TakeAsync(place, language), Throws.Nothing, $"{place} in {language}");
                    await LeaveAsync();
                }
            }
        }
    }

    private async Task TakeAsync(Place place, string language)
    {
        var visitor = place.Who is null ? await SomebodyAsync(language) : await SignedInAsync(place.Who.Reading(language));
        await place.Open(visitor);
        foreach (var size in sizes)
        {
            foreach (var scheme in schemes)
            {
                await visitor.LookAsync(size, scheme);
                var file = Path.Combine(folder, $"{place.Name}-{language}-{size.Width}-{scheme.ToString().ToLowerInvariant()}.png");
                await visitor.Page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
            }
        }
    }
}

using CrmVoice.Browser.Tests.Hosting;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Frame;

/// <summary>Pictures of what a visitor sees, at three sizes, by day and by night, in <c>screenshots/</c>.</summary>
internal static class Pictures
{
    private static readonly string folder = Path.Combine(Repository.Root, "screenshots");
    private static readonly (int Width, int Height)[] sizes = [Sizes.Phone, Sizes.Tablet, Sizes.Desk];
    private static readonly ColorScheme[] schemes = [ColorScheme.Light, ColorScheme.Dark];

    /// <summary>Whether the pictures whose names begin so are asked for.</summary>
    public static bool AreWanted(string name) =>
        (Environment.GetEnvironmentVariable("CRMVOICE_SCREENSHOTS") ?? "")
            .Split(',')
            .Any(wanted => name.StartsWith(wanted, StringComparison.Ordinal));

    /// <summary>Pictures of what stands there, down to the end of the page.</summary>
    public static async Task TakeAsync(this Visitor visitor, string name)
    {
        foreach (var size in sizes)
        {
            foreach (var scheme in schemes)
            {
                await visitor.LookAsync(size, scheme);
                await visitor.Page.EvaluateAsync("() => scrollTo(0, 0)");
                var file = $"{name}-{visitor.Person.Language}-{size.Width}-{scheme.ToString().ToLowerInvariant()}.png";
                await visitor.Page.ScreenshotAsync(new()
                {
                    Path = Path.Combine(folder, file),
                    Animations = ScreenshotAnimations.Disabled,
                    FullPage = true,
                });
            }
        }
    }
}

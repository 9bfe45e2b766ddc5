using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CrmVoice.Browser.Tests.Pages;

/// <summary>The player of a recording, and the sound that it plays, which does not stand in it.</summary>
internal sealed partial class Player(IPage page, Words words)
{
    public ILocator Whole => page.GetByRole(AriaRole.Group, new() { NameRegex = new Regex($"^{Regex.Escape(words.Recording)}") });

    public ILocator Listen => Whole.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(words.PlayRecording)}") });

    public ILocator Play => Whole.GetByRole(AriaRole.Button, new() { Name = words.Play, Exact = true });

    public ILocator Pause => Whole.GetByRole(AriaRole.Button, new() { Name = words.Pause, Exact = true });

    public ILocator Back => Whole.GetByRole(AriaRole.Button, new() { Name = words.Back10, Exact = true });

    public ILocator Forward => Whole.GetByRole(AriaRole.Button, new() { Name = words.Forward10, Exact = true });

    public ILocator Speed => Whole.GetByRole(AriaRole.Combobox, new() { Name = words.Speed, Exact = true });

    public ILocator Position => Whole.GetByRole(AriaRole.Slider, new() { Name = words.Position, Exact = true });

    public ILocator Lanes => Whole.Locator("[data-wave] > path");

    public ILocator Problem => Whole.GetByRole(AriaRole.Alert);

    public ILocator Again => Problem.GetByRole(AriaRole.Button, new() { Name = words.TryAgain });

    public ILocator Sound => page.Locator("audio[data-sound]");

    public async Task<double> AtAsync() => await Sound.EvaluateAsync<double>("sound => sound.currentTime");

    public async Task<bool> IsPlayingAsync() => await Sound.EvaluateAsync<bool>("sound => !sound.paused && !sound.ended");

    public async Task<double> LengthAsync() => await Sound.EvaluateAsync<double>("sound => sound.duration");

    public async Task PlaysBeyondAsync(double seconds) =>
        await page.WaitForFunctionAsync(
            "seconds => { const s = document.querySelector('audio[data-sound]'); return !s.paused && s.currentTime > seconds; }",
            seconds);

    public async Task StandsAtAsync(double seconds) =>
        await page.WaitForFunctionAsync(
            "seconds => Math.abs(document.querySelector('audio[data-sound]').currentTime - seconds) < 0.05",
            seconds);

    /// <summary>The tallest bar of each lane, of the forty that it is high.</summary>
    public async Task<double[]> HeightsAsync() =>
        [
            .. (await Lanes.EvaluateAllAsync<string[]>("paths => paths.map(path => path.getAttribute('d'))")).Select(drawn =>
                Bar().Matches(drawn).Select(bar => double.Parse(bar.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max()
            ),
        ];

    [GeneratedRegex(@"h\.7v([\d.]+)h")]
    private static partial Regex Bar();
}

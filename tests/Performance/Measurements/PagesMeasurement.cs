using System.Text.RegularExpressions;
using CrmVoice.Performance.Support;

namespace CrmVoice.Performance.Measurements;

/// <summary>What a browser without a cache fetches for a page: the page, and the scripts, style sheets and images it names.</summary>
internal static partial class PagesMeasurement
{
    private const string Aim = "300 KB, 15 requests";

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var workspace = new Workspace();
        await using var server = await CrmVoiceServer.StartDemoAsync(workspace);
        using var visitor = new Visitor(server.Client.BaseAddress!);
        var signIn = await WeighAsync(visitor, "sign-in", CrmVoiceServer.FirstPage);
        await visitor.SignInAsync("admin@aurora.example", "CrmVoice-demo-1");
        var call = ACall().Match(await visitor.ReadAsync("/calls")) is { Success: true } link ? link.Value : throw new InvalidOperationException("The calls page links to no call.");
        return
        [
            signIn,
            await WeighAsync(visitor, "contacts", "/contacts"),
            await WeighAsync(visitor, "calls", "/calls"),
            await WeighAsync(visitor, "a call", call),
            await WeighAsync(visitor, "settings", "/settings"),
            await WeighAsync(visitor, "call settings", "/settings/calls"),
        ];
    }

    private static async Task<Figure> WeighAsync(Visitor visitor, string name, string path)
    {
        var html = await visitor.ReadAsync(path);
        string[] named = [.. Tags().Matches(html).Select(tag => Address().Match(tag.Value)).Where(address => address.Success).Select(address => address.Groups[1].Value).Distinct()];
        var page = await visitor.WeighAsync(path);
        var files = 0L;
        foreach (var file in named)
        {
            files += await visitor.WeighAsync(file);
        }

        return new Figure($"page weight: {name}", FormattableString.Invariant($"{(page + files) / 1024.0:0} KB ({page / 1024.0:0} of it the page), {1 + named.Length} requests"), Aim);
    }

    // Not the links that only name something, such as the languages a page is in.
    [GeneratedRegex("""<(?:script|img)\b[^>]*>|<link\b[^>]*\brel="(?:icon|stylesheet|preload|modulepreload)"[^>]*>""")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\b(?:src|href)=""([^""]+)""")]
    private static partial Regex Address();

    [GeneratedRegex("/calls/[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex ACall();
}

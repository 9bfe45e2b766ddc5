using CrmVoice.Performance.Support;
using CrmVoice.Tests;

namespace CrmVoice.Performance.Measurements;

/// <summary>What a browser without a cache fetches for a page: the page, and the scripts, style sheets and images it names.</summary>
internal static class PagesMeasurement
{
    private const string Aim = "300 KB, 15 requests";

    // Not the links that only name something, such as the languages a page is in.
    private const string Fetched =
        "script[src], img[src], link[rel=icon], link[rel=stylesheet], link[rel=preload], link[rel=modulepreload]";

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var workspace = new Workspace();
        await using var server = await CrmVoiceServer.StartDemoAsync(workspace);
        using var visitor = new Visitor(server.Client.BaseAddress!);
        var signIn = await WeighAsync(visitor, "sign-in", CrmVoiceServer.FirstPage);
        await visitor.SignInAsync("admin@aurora.example", "CrmVoice-demo-1");
        var call = Markup.Read(await visitor.ReadAsync("/calls")).QuerySelector("a.row-link[href^='/calls/']")?.GetAttribute("href")
            ?? throw new InvalidOperationException("The calls page links to no call.");
        return
        [
            signIn,
            await WeighAsync(visitor, "contacts", "/contacts"),
            await WeighAsync(visitor, "calls", "/calls"),
            await WeighAsync(visitor, "a call", call),
            await WeighAsync(visitor, "supervision", "/supervision"),
            await WeighAsync(visitor, "settings", "/settings"),
            await WeighAsync(visitor, "call settings", "/settings/calls"),
        ];
    }

    private static async Task<Figure> WeighAsync(Visitor visitor, string name, string path)
    {
        var html = Markup.Read(await visitor.ReadAsync(path));
        string[] named =
        [
            .. html.QuerySelectorAll(Fetched).Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!).Distinct(),
        ];
        var page = await visitor.WeighAsync(path);
        var files = 0L;
        foreach (var file in named)
        {
            files += await visitor.WeighAsync(file);
        }

        var (all, own, requests) = ((page + files) / 1024.0, page / 1024.0, 1 + named.Length);
        return new Figure(
            $"page weight: {name}",
            FormattableString.Invariant($"{all:0} KB ({own:0} of it the page), {requests} requests"),
            Aim);
    }
}

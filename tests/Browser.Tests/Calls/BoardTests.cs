using static Microsoft.Playwright.Assertions;

namespace CrmVoice.Browser.Tests.Calls;

/// <summary>The board of live calls while much happens at once.</summary>
internal sealed class BoardTests : BrowserTest
{
    private static readonly string name = Scene.Aurora.Contacts["0001"];

    [Test]
    public async Task A_row_misses_nothing_that_happens_while_it_is_fetched()
    {
        var (ana, sofia) = (await SignedInAsync(Person.Ana), await SignedInAsync(Person.Sofia));
        await sofia.Supervision.OpenAsync();
        await sofia.BeLiveAsync();
        await ana.Contacts.OpenContactAsync(name);
        await ana.BeLiveAsync();
        await ana.TalkToAsync(name);
        await Expect(sofia.Supervision.Row(name)).ToContainTextAsync(sofia.Words.Connected);
        var call = (await ana.Bar.CallId.GetAttributeAsync("data-call"))!;
        var (stopped, late) = (new TaskCompletionSource(), new TaskCompletionSource());
        await sofia.Page.RouteAsync(
            "**/supervision-row*",
            async route =>
            {
                var answer = await route.FetchAsync();
                stopped.TrySetResult();
                await late.Task;
                await route.FulfillAsync(new() { Response = answer });
            });
        await sofia.Page.EvaluateAsync(
            """
            () => document.body.addEventListener('callChanged', () => {
              document.documentElement.dataset.heardOf = Number(document.documentElement.dataset.heardOf ?? 0) + 1;
            })
            """);
        using var api = new Api(Person.Ana);

        await api.AskForHelpAsync(call, isNeeded: true);
        await stopped.Task;
        await api.AskForHelpAsync(call, isNeeded: false);
        await sofia.Page.WaitForFunctionAsync("() => document.documentElement.dataset.heardOf >= 2");
        late.SetResult();

        await Expect(sofia.Page.Locator(".board-row.is-talking")).ToHaveCountAsync(1);
        await Expect(sofia.Page.Locator(".board-row.is-help")).ToHaveCountAsync(0);
    }
}

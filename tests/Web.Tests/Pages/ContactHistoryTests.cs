using AngleSharp.Dom;
using CrmVoice.Domain.Identity;
using CrmVoice.Tests;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>A contact's page tells its calls as a conversation: when, who, how it went, what was noted, what was recorded.</summary>
internal sealed class ContactHistoryTests : WithStandIn
{
    [Test]
    public async Task A_call_is_told_with_its_day_time_agent_result_note_and_recording()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await RecordedAsync(agent);
        await browser.OpenAsync($"/calls/{call.Id}");
        await browser.SubmitAsync($"/calls/{call.Id}/notes", ("text", "\r\n  Quer proposta <hoje>\r\nsegunda linha"));

        var entry = await EntryAsync(browser, call.Id);

        Assert.That(
            entry.Line(),
            Does.Match($@"\d\d:\d\d.*{agent.Name}.*Atendida.*10 s.*Gravação.*Quer proposta <hoje>").And.Not.Contain("segunda linha"));
        Assert.That(LinksOf(entry), Is.EqualTo(new[] { $"/calls/{call.Id}", $"/calls/{call.Id}#recording" }));
        Assert.That(entry.ClassList, Is.SupersetOf(new[] { "conversation-call", "opens" }));
    }

    [Test]
    public async Task A_colleague_sees_that_there_was_a_call_and_nothing_that_opens()
    {
        var agent = await App.HireAsync();
        var call = await RecordedAsync(agent);
        var (_, colleague) = await App.HireWithBrowserAsync();
        using var _ = colleague;

        var entry = await EntryAsync(colleague, call.Id);

        Assert.That(entry.Line(), Does.Contain(agent.Name).And.Contain("Atendida"));
        Assert.That(entry.OuterHtml, Does.Not.Contain("href").And.Not.Contain("opens"));
    }

    [Test]
    public async Task A_supervisor_opens_everybodys()
    {
        var call = await RecordedAsync(await App.HireAsync());
        var (_, supervisor) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var _ = supervisor;

        Assert.That(LinksOf(await EntryAsync(supervisor, call.Id)), Does.Contain($"/calls/{call.Id}#recording"));
    }

    private static async Task<TwilioCall> RecordedAsync(Agent agent)
    {
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("ringing", 1), call.Agent("in-progress", 2), call.Answer());
        await call.SayAsync(
            call.Contact("initiated", 3),
            call.Contact("ringing", 4),
            call.Contact("in-progress", 6),
            call.Contact("completed", 16, ("CallDuration", "10")));
        await call.SayAsync(call.Dial("completed", seconds: 10), call.Agent("completed", 16), call.Recording(seconds: 10));
        return call;
    }

    private static async Task<IElement> EntryAsync(Browser browser, Guid call)
    {
        var found = await browser.OpenAsync("/contacts?q=%2B5511987650001");
        var page = await browser.OpenAsync(found.All("a.row-link").Single().GetAttribute("href")!);
        Assert.That(page.Lines("h3"), Does.Contain("Hoje"));
        return page.All($"li[data-call='{call}']").Single();
    }

    private static IEnumerable<string?> LinksOf(IElement entry) => entry.QuerySelectorAll("a").Select(link => link.GetAttribute("href"));
}

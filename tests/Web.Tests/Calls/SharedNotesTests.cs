using System.Net.Http.Json;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Calls;

/// <summary>Notes that are written in two places at once.</summary>
internal sealed class SharedNotesTests : WithStandIn
{
    [Test]
    public async Task What_two_tabs_add_is_both_there()
    {
        var (call, one, other) = await TwoTabsAsync();

        await one.SubmitAsync($"/calls/{call.Id}/notes", ("text", "Prefere manhãs"));
        var page = await other.SubmitAsync($"/calls/{call.Id}/notes", ("text", "Tem um cachorro"));

        Assert.That(
            (page.Status, page.Path, (await call.ReadAsync()).Notes),
            Is.EqualTo((200, $"/calls/{call.Id}", "Prefere manhãs\nTem um cachorro")));
    }

    [Test]
    public async Task Where_both_changed_the_same_words_both_texts_are_shown_and_nothing_is_stored()
    {
        var (call, one, other) = await TwoTabsAsync("Ligar às três");
        var action = $"/calls/{call.Id}/notes";
        await one.SubmitAsync(action, ("text", "Ligar às quatro"));

        var asked = await other.SubmitAsync(action, ("text", "Não ligar"));

        Assert.That((asked.Status, AskedIn(asked)), Is.EqualTo((412, "Ligar às quatro\nNão ligar")));
        Assert.That((await call.ReadAsync()).Notes, Is.EqualTo("Ligar às quatro"));
        var page = await other.SubmitAsync(action, ("text", "Ligar às quatro, não antes"));
        Assert.That(
            (page.Status, page.Path, (await call.ReadAsync()).Notes),
            Is.EqualTo((200, $"/calls/{call.Id}", "Ligar às quatro, não antes")));
    }

    [Test]
    public async Task A_page_that_follows_the_notes_is_told_what_became_of_them()
    {
        var (call, one, other) = await TwoTabsAsync("Ligar às três");
        var action = $"/calls/{call.Id}/notes";

        var saved = await ReadAsync(await one.SendAsHtmxAsync(action, ("text", "Ligar às três\r\nHoje")));
        var merged = await ReadAsync(await other.SendAsHtmxAsync(action, ("text", "Oi\nLigar às três")));
        await one.SendAsHtmxAsync(action, ("text", "Ligar às quatro"));
        var changed = await ReadAsync(await other.SendAsHtmxAsync(action, ("text", "Não ligar")));

        Assert.That(saved, Is.EqualTo((200, new Notes("Ligar às três\nHoje", 2))));
        Assert.That(merged, Is.EqualTo((200, new Notes("Oi\nLigar às três\nHoje", 3))));
        Assert.That(changed, Is.EqualTo((412, new Notes("Oi\nLigar às quatro\nHoje", 4))));
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"{action}/text");
        Assert.That(await ReadAsync(await one.SendAsync(asked)), Is.EqualTo((200, new Notes("Oi\nLigar às quatro\nHoje", 4))));
    }

    [Test]
    public async Task A_text_whose_answer_was_lost_is_not_taken_for_somebody_elses()
    {
        var (call, one, _) = await TwoTabsAsync("Ligar");
        var action = $"/calls/{call.Id}/notes";
        await one.SendAsHtmxAsync(action, ("text", "Ligra amanhã"));

        var (status, notes) = await ReadAsync(await one.SendAsHtmxAsync(action, ("text", "Ligar amanhã"), ("sent", "Ligra amanhã")));

        Assert.That((status, notes.Text), Is.EqualTo((200, "Ligar amanhã")));
    }

    [Test]
    public async Task Ten_thousand_characters_are_ten_thousand_however_a_browser_ends_their_lines()
    {
        var (call, one, _) = await TwoTabsAsync();
        var text = string.Join('\n', Enumerable.Repeat(new string('n', 9), 1000));

        await one.SubmitAsync($"/calls/{call.Id}/notes", ("text", text.ReplaceLineEndings("\r\n")));

        Assert.That((await call.ReadAsync()).Notes, Is.EqualTo(text));
    }

    [Test]
    public async Task Ten_thousand_characters_may_be_the_longest_on_their_way()
    {
        var (call, one, _) = await TwoTabsAsync(new string('電', 10_000));
        var text = new string('話', 10_000);

        var (status, _) = await ReadAsync(
            await one.SendAsHtmxAsync($"/calls/{call.Id}/notes", ("text", text), ("sent", new string('番', 10_000))));

        Assert.That((status, (await call.ReadAsync()).Notes), Is.EqualTo((200, text)));
    }

    [Test]
    public async Task What_would_be_too_long_together_is_not_cut_and_not_stored()
    {
        var (call, one, other) = await TwoTabsAsync();
        var (first, second) = (new string('a', 6000), new string('b', 6000));
        await one.SubmitAsync($"/calls/{call.Id}/notes", ("text", first));

        var (status, _) = await ReadAsync(await other.SendAsHtmxAsync($"/calls/{call.Id}/notes", ("text", second)));

        Assert.That((status, (await call.ReadAsync()).Notes), Is.EqualTo((412, first)));
    }

    [Test]
    public async Task A_text_that_is_too_long_is_shown_again_to_be_shortened()
    {
        var (call, one, _) = await TwoTabsAsync("Ligar");
        var action = $"/calls/{call.Id}/notes";
        var text = new string('a', 10_001);

        var refused = await one.SubmitAsync(action, ("text", text));

        Assert.That((refused.Status, AskedIn(refused)), Is.EqualTo((422, text)));
        var page = await one.SubmitAsync(action, ("text", "Ligar amanhã"));
        Assert.That((page.Status, page.Path, (await call.ReadAsync()).Notes), Is.EqualTo((200, $"/calls/{call.Id}", "Ligar amanhã")));
    }

    [Test]
    public async Task The_notes_of_another_persons_call_are_neither_read_nor_written()
    {
        var (call, _, _) = await TwoTabsAsync("geheim");
        var (_, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync("/contacts");
        using var read = new HttpRequestMessage(HttpMethod.Get, $"/calls/{call.Id}/notes/text");

        Assert.That((int)(await browser.SendAsync(read)).StatusCode, Is.EqualTo(403));
    }

    private static async Task<(TwilioCall Call, Browser One, Browser Other)> TwoTabsAsync(string notes = "")
    {
        var (agent, one) = await App.HireWithBrowserAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await agent.Api.PutAsJsonAsync($"api/v1/calls/{call.Id}/notes", new { text = notes });
        var other = one.OpenTab();
        await one.OpenAsync($"/calls/{call.Id}");
        await other.OpenAsync($"/calls/{call.Id}");
        return (call, one, other);
    }

    // The bar beside it has notes, too.
    private static string AskedIn(Page page) => page.All("form.card textarea").Single().TextContent.ReplaceLineEndings("\n");

    private static async Task<(int Status, Notes Notes)> ReadAsync(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<Notes>())!);

    private sealed record Notes(string Text, int Version);
}

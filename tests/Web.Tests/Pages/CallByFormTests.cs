using CrmVoice.Web.Tests.Api;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>The call button, without JavaScript and as htmx presses it.</summary>
internal sealed class CallByFormTests : WithStandIn
{
    private static readonly string contact = $"/contacts/{ContractTests.ContactOf("+5511987650001")}";

    [Test]
    public async Task The_call_button_places_the_call_and_shows_it()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync(contact);

        var page = await browser.SubmitAsync("/calls");

        Assert.That((page.Status, page.Path[..7]), Is.EqualTo((200, "/calls/")));
        Assert.That(page.Text, Does.Contain("Carlos Lima").And.Contain("(11) 98765-0001"));
        var create = await Twilio.CreateOfAsync(agent.Phone);
        var id = Guid.Parse(page.Path["/calls/".Length..]);
        var call = await TwilioCall.OfAsync(App, agent, await agent.ReachedAsync(id, "calling-agent"), TwilioStandIn.SidFor(create));
        await call.SayAsync(
            call.Agent("ringing", 2),
            call.Agent("in-progress", 8),
            call.Contact("in-progress", 20),
            call.Contact("completed", 115, ("CallDuration", "95")),
            call.Agent("completed", 116));
        var ended = await browser.OpenAsync($"/calls/{id}");
        Assert.That(ended.Text, Does.Contain("Atendida").And.Contain("1 min 35 s").And.Contain(call.ContactSid));
        Assert.That((await browser.OpenAsync("/calls")).Text, Does.Contain("1:35"));
    }

    [Test]
    public async Task A_double_click_dials_once()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await browser.OpenAsync(contact);

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => browser.SendAsHtmxAsync("/calls")));

        await Twilio.CreateOfAsync(agent.Phone);
        var refused = answers.Where(answer => (int)answer.StatusCode == 409).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => (int)answer.StatusCode).Order(), Is.EqualTo(new[] { 204, 409, 409 }));
            Assert.That(
                answers.Single(answer => (int)answer.StatusCode == 204).Headers.GetValues("HX-Trigger"),
                Is.EqualTo(new[] { "callPlaced" }));
            Assert.That(refused[0].Headers.GetValues("HX-Retarget"), Is.EqualTo(new[] { "#toasts" }));
            Assert.That(refused[0].Headers.GetValues("HX-Reswap"), Is.EqualTo(new[] { "beforeend" }));
            Assert.That((await Page.ReadAsync(refused[0])).Text, Does.Contain("Você já tem uma chamada em andamento."));
            Assert.That(Twilio.CreatesOf(agent.Phone), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_second_call_is_refused_on_the_page_it_was_asked_for()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await TwilioCall.PlaceAsync(App, Twilio, agent);
        await browser.OpenAsync(contact);

        var page = await browser.SubmitAsync("/calls");

        Assert.That((page.Status, page.Path), Is.EqualTo((200, contact)));
        Assert.That(page.Text, Does.Contain("Você já tem uma chamada em andamento."));
    }

    [Test]
    public async Task Without_its_token_the_button_does_nothing()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        using var form = new FormUrlEncodedContent([new("To", "+5511987650001")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/calls") { Content = form };

        var response = await browser.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That((await agent.RawAsync($"api/v1/calls?agentId={agent.Id}")).GetProperty("items").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task Another_organizations_contact_is_called_by_nobody()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(CrmVoiceApp.Beacon);
        using var _ = browser;
        await browser.OpenAsync("/contacts");

        var page = await browser.SubmitAsync("/calls", ("ContactId", $"{ContractTests.ContactOf("+5511987650001")}"));

        Assert.That(page.Status, Is.EqualTo(404));
        Assert.That(Twilio.CreatesOf(agent.Phone), Is.Empty);
    }

    [Test]
    public async Task The_button_says_why_it_cannot_be_pressed()
    {
        var (_, withoutPhone) = await App.HireWithBrowserAsync(withPhone: false);
        var (_, ready) = await App.HireWithBrowserAsync();
        using var _ = withoutPhone;
        using var __ = ready;

        var page = await withoutPhone.OpenAsync(contact);

        Assert.That(page.Text, Does.Contain("Você ainda não tem telefone."));
        Assert.That(page.All("button[aria-disabled=true]"), Is.Not.Empty);
        Assert.That(
            (await ready.OpenAsync($"/contacts/{ContractTests.ContactOf("Patrícia Xavier")}")).Text,
            Does.Contain("Este contato não tem número."));
    }

    [Test]
    public async Task Hanging_up_and_notes_work_by_form_too()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await browser.OpenAsync($"/calls/{call.Id}");

        var page = await browser.SubmitAsync($"/calls/{call.Id}/notes", ("text", "Gostou da varanda <script>"));
        await browser.SubmitAsync($"/calls/{call.Id}/hangup");

        var seen = await call.ReadAsync();
        Assert.That((seen.Notes, seen.HangupRequestedAt is not null), Is.EqualTo(("Gostou da varanda <script>", true)));
        Assert.That(page.Html, Does.Not.Contain("<script>"));
        Assert.That(page.Path, Is.EqualTo($"/calls/{call.Id}"));
    }

    [Test]
    public async Task A_recording_plays_on_the_page()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        Twilio.WhenAskedFor("GET", call.RecordingSid, Answers.Audio([.. Enumerable.Range(0, 100).Select(number => (byte)number)]));
        await call.SayAsync(call.Recording(seconds: 3));
        var recording = (await call.ReadAsync()).Recordings.Single().Id;
        var media = $"/calls/{call.Id}/recordings/{recording}/media";
        using var request = new HttpRequestMessage(HttpMethod.Get, media);
        request.Headers.Range = new(10, 19);

        var part = await browser.SendAsync(request);

        Assert.That((await browser.OpenAsync($"/calls/{call.Id}")).All($"audio[src='{media}']"), Is.Not.Empty);
        Assert.That(
            ((int)part.StatusCode, part.Content.Headers.ContentRange?.ToString(), part.Content.Headers.ContentType?.MediaType),
            Is.EqualTo((206, "bytes 10-19/100", "audio/x-wav")));
        Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(Enumerable.Range(10, 10).Select(number => (byte)number)));
    }
}

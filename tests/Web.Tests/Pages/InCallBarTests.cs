using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Pages;

/// <summary>What the call bar offers in a call, and what it says meanwhile.</summary>
internal sealed class InCallBarTests : WithStandIn
{
    [TestCase("pt-BR", "Desativar microfone", "Colocar em espera", "Teclado", "Transferir", "Adicionar pessoa", "Pedir ajuda")]
    [TestCase("en", "Mute", "Hold", "Keypad", "Transfer", "Add person", "Ask for help")]
    public async Task Agents_in_a_room_have_all_that_can_be_done_there(string language, params string[] offered)
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        await RoomCall.ConnectAsync(App, agent);

        var bar = await BarAsync(browser, language);

        Assert.That(NamesIn(bar), Is.EqualTo(offered));
        Assert.That(bar.Lines("[data-said]"), Is.EqualTo(new[] { language == "en" ? "Connected" : "Em conversa" }));
    }

    [Test]
    public async Task On_a_bridge_and_before_the_two_talk_there_is_none_of_it()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        Assert.That(NamesIn(await BarAsync(browser)), Is.Empty);
        await call.SayAsync(call.Agent("ringing", 1), call.Agent("in-progress", 2), call.Answer());
        await call.SayAsync(call.Contact("initiated", 3), call.Contact("ringing", 4), call.Contact("in-progress", 6));

        var bar = await BarAsync(browser);

        Assert.That(bar.Lines("[data-said]"), Is.EqualTo(new[] { "Connected" }));
        Assert.That(NamesIn(bar), Is.Empty);
    }

    [Test]
    public async Task A_hold_is_said_to_be_asked_for_until_Twilio_has_done_it()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await RoomCall.ConnectAsync(App, agent);

        await call.DoAsync((held, at) => held.SetHold(legId: null, isOnHold: true, at));
        var asked = await BarAsync(browser);
        await call.DoneAsync(22);
        var done = await BarAsync(browser);
        await call.DoAsync((held, at) => held.SetHold(legId: null, isOnHold: false, at), 30);
        var resuming = await BarAsync(browser);

        Assert.That(asked.Lines("[data-said]"), Is.EqualTo(new[] { "Putting on hold…" }));
        Assert.That(asked.All("#call-bar-hold[aria-pressed=true][aria-busy=true]"), Is.Not.Empty);
        Assert.That(asked.All("#call-bar-live.is-talking"), Is.Not.Empty, "the contact is not on hold yet");
        Assert.That(done.Lines("[data-said]"), Is.EqualTo(new[] { "On hold" }));
        Assert.That(done.All("#call-bar-live.is-held"), Is.Not.Empty);
        Assert.That(done.All("#call-bar-hold")[0].GetAttribute("aria-label"), Is.EqualTo("Resume"));
        Assert.That(done.All("#call-bar-keypad:enabled"), Is.Empty, "a contact on hold hears no keys");
        Assert.That(resuming.Lines("[data-said]"), Is.EqualTo(new[] { "Resuming…" }));
    }

    [Test]
    public async Task Muting_oneself_leaves_the_state_as_it_is_and_says_so_once_it_is_done()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        using var _ = browser;
        var call = await RoomCall.ConnectAsync(App, agent);

        await call.DoAsync((muted, at) => muted.SetMute(muted.LegOf(LegRole.Agent).Id, isMuted: true, at));
        var asked = await BarAsync(browser);
        await call.DoneAsync(22);

        Assert.That(asked.Lines("[data-said]"), Is.EqualTo(new[] { "Connected" }));
        Assert.That(asked.All("#call-bar-mute[aria-busy=true]"), Is.Not.Empty);
        Assert.That((await BarAsync(browser)).Lines("[data-said]"), Is.EqualTo(new[] { "Connected · Muted" }));
    }

    [Test]
    public async Task The_panel_shows_who_is_free_and_nobody_else_can_be_pressed()
    {
        var tenant = await App.CreateOrganizationAsync("en");
        var (agent, browser) = await App.HireWithBrowserAsync(tenant);
        using var _ = browser;
        var (free, busy, bare) = (await App.HireAsync(tenant), await App.HireAsync(tenant), await App.HireAsync(tenant, withPhone: false));
        var call = await RoomCall.ConnectAsync(App, agent);
        await RoomCall.ConnectAsync(App, busy);

        var panel = await browser.OpenAsync($"/calls/{call.Id}/colleagues");
        var found = await browser.OpenAsync($"/calls/{call.Id}/colleagues?q=11+91234-5678");

        Assert.That(panel.Lines(".person:enabled .person-name"), Is.EqualTo(new[] { free.Name }));
        Assert.That(panel.Lines(".person:disabled .person-name"), Is.EquivalentTo(new[] { busy.Name, bare.Name }));
        Assert.That(panel.Lines(".person.is-in-call .person-state")[0], Does.StartWith("In a call · since "));
        Assert.That(panel.Lines(".person.is-no-phone .person-state"), Is.EqualTo(new[] { "No phone" }));
        Assert.That(found.All(".person[name=Number]").Select(one => one.GetAttribute("value")), Is.EqualTo(new[] { "+5511912345678" }));
        Assert.That(found.Text, Does.Contain("voicemail may answer"));
    }

    [Test]
    public async Task A_warm_transfer_is_followed_from_the_ringing_to_the_three_who_talk()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        var (bruno, colleagues) = await App.HireWithBrowserAsync();
        using var both = new Both(browser, colleagues);
        var call = await RoomCall.ConnectAsync(App, agent);

        await call.DoAsync((held, at) => held.StartTransfer(
            held.LegOf(LegRole.Agent).Id,
            TransferKind.Warm,
            new MembershipId(bruno.Id),
            PhoneNumber.Parse(bruno.Phone),
            new MembershipId(agent.Id),
            at));
        var holding = await BarAsync(browser);
        await call.DoneAsync(21);
        await call.DoneAsync(22);
        var ringing = await BarAsync(browser);
        var called = await BarAsync(colleagues);
        await call.JoinsAsync(held => held.Legs[^1], 30);
        var consulting = await BarAsync(browser);
        var consulted = await BarAsync(colleagues);
        await call.DoAsync((held, at) => held.MergeTransfer(held.Transfers[0].Id, at), 40);
        await call.DoneAsync(41);
        var merged = await BarAsync(browser);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(holding.Lines("[data-said]"), Is.EqualTo(new[] { "Putting on hold…" }));
            Assert.That(ringing.Lines("[data-said]"), Is.EqualTo(new[] { $"Calling {bruno.Name}" }));
            Assert.That(NamesIn(ringing), Is.EqualTo(new[] { "Mute", "Back to contact" }));
            Assert.That(called.Lines("[data-said]")[0], Does.StartWith($"{agent.Name} is bringing you into the call"));
            Assert.That(called.Lines("#call-bar-hang-up"), Is.EqualTo(new[] { "Decline" }));
            Assert.That(consulting.Lines("[data-said]"), Is.EqualTo(new[] { $"Consulting {bruno.Name}" }));
            Assert.That(NamesIn(consulting), Is.EqualTo(new[] { "Mute", "Back to contact", "Merge", "Complete transfer" }));
            Assert.That(consulted.Lines("[data-said]")[0], Does.StartWith("Consulting, "));
            Assert.That(merged.Lines("[data-said]"), Is.EqualTo(new[] { $"Connected, with {bruno.Name}" }));
            Assert.That(NamesIn(merged), Does.Contain("Leave"));
            Assert.That(merged.Lines("#call-bar-hang-up"), Is.EqualTo(new[] { "Hang up" }));
        }
    }

    [Test]
    public async Task Whoever_handed_over_is_told_to_whom_until_that_is_dismissed()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        var (bruno, colleagues) = await App.HireWithBrowserAsync();
        using var both = new Both(browser, colleagues);
        var call = await RoomCall.ConnectAsync(App, agent);
        await StartAsync(call, agent, bruno, TransferKind.Warm);
        await call.DoneAsync(21);
        await call.JoinsAsync(held => held.Legs[^1], 60);
        await call.DoAsync((held, at) => held.CompleteTransfer(held.Transfers[0].Id, at), 110);
        await call.DoneAsync(111);

        await call.LeavesAsync(held => held.LegOf(LegRole.Agent), 115);
        var (handedOver, taken) = (await BarAsync(browser), await BarAsync(colleagues));
        await browser.SubmitAsync("/call-bar/dismissal", ("callId", $"{call.Id}"));

        Assert.That(handedOver.Lines("[data-said]"), Is.EqualTo(new[] { $"Transferred to {bruno.Name}" }));
        Assert.That(handedOver.All("#call-bar-hang-up"), Is.Empty, "the call is the colleague's");
        Assert.That(handedOver.All("#call-bar-again"), Is.Empty, "the contact is on the line");
        Assert.That(handedOver.All("#call-bar-live[data-phase=over][data-others]"), Is.Not.Empty);
        Assert.That(taken.Lines("[data-said]"), Is.EqualTo(new[] { "Connected" }));
        Assert.That((await BarAsync(browser)).All("#call-bar-live[data-phase=idle]"), Is.Not.Empty);
    }

    [Test]
    public async Task An_agent_who_left_a_cold_transfer_to_itself_sees_that_it_is_under_way()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        var bruno = await App.HireAsync();
        using var _ = browser;
        var call = await RoomCall.ConnectAsync(App, agent);
        await StartAsync(call, agent, bruno, TransferKind.Cold);
        await call.DoneAsync(21);
        await call.DoneAsync(22);
        await call.LeavesAsync(held => held.LegOf(LegRole.Agent), 25);

        Assert.That((await BarAsync(browser)).Lines("[data-said]"), Is.EqualTo(new[] { $"Handing over to {bruno.Name}" }));
    }

    [Test]
    public async Task Others_in_the_call_can_be_put_on_hold_muted_and_removed_one_by_one()
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        var bruno = await App.HireAsync();
        using var _ = browser;
        var call = await RoomCall.ConnectAsync(App, agent);
        await call.DoAsync((held, at) =>
            held.AddLeg(new MembershipId(bruno.Id), PhoneNumber.Parse(bruno.Phone), held.PlacedBy, at));
        await BarAsync(browser);
        var ringing = await PanelAsync();
        await call.JoinsAsync(held => held.Legs[^1], 30);
        var joined = await PanelAsync();
        await call.DoAsync((talk, at) => talk.SetHold(talk.Legs[^1].Id, isOnHold: true, at), 40);
        var asked = await PanelAsync();
        await call.DoneAsync(41);
        var held = await PanelAsync();

        Assert.That(ringing, Is.EqualTo(new[] { $"Remove {bruno.Name}" }));
        Assert.That(joined, Is.EqualTo(new[] { $"Put {bruno.Name} on hold", $"Mute {bruno.Name}", $"Remove {bruno.Name}" }));
        Assert.That(asked[0], Is.EqualTo($"Take {bruno.Name} off hold"));
        Assert.That(held[0], Is.EqualTo($"Take {bruno.Name} off hold"));
        Assert.That((await OpenAsync()).Lines("#in-call .muted"), Does.Contain("On hold"));

        Task<Page> OpenAsync() => browser.OpenAsync($"/calls/{call.Id}/colleagues?add=true");

        async Task<string[]> PanelAsync() =>
            [.. (await OpenAsync()).All("#in-call button").Select(button => button.GetAttribute("aria-label") ?? "")];
    }

    [Test]
    public async Task Whoever_has_taken_over_and_finds_the_contact_on_hold_still_has_the_button()
    {
        var (agent, bruno) = (await App.HireWithBrowserAsync(), await App.HireWithBrowserAsync());
        using var both = new Both(agent.Browser, bruno.Browser);
        var call = await RoomCall.ConnectAsync(App, agent.Agent);
        await call.DoAsync((held, at) => held.StartTransfer(
            held.LegOf(LegRole.Agent).Id,
            TransferKind.Cold,
            new MembershipId(bruno.Agent.Id),
            PhoneNumber.Parse(bruno.Agent.Phone),
            new MembershipId(agent.Agent.Id),
            at));
        await call.DoneAsync(21);
        await call.DoneAsync(22);
        await call.LeavesAsync(held => held.LegOf(LegRole.Agent), 24);

        await call.JoinsAsync(held => held.Legs[^1], 30, isDone: false);
        await call.DoAsync((held, at) => held.RecordParticipantRefused(held.LegOf(LegRole.Contact).Id, note: null, at), 31);

        var bar = await BarAsync(bruno.Browser);
        Assert.That(bar.All("#call-bar-hold")[0].GetAttribute("aria-label"), Is.EqualTo("Resume"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_agent_is_told_of_a_supervisor_where_the_organization_wants_it(bool tells)
    {
        var (agent, browser) = await App.HireWithBrowserAsync();
        var (sofia, supervisors) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var both = new Both(browser, supervisors);
        var call = await RoomCall.ConnectAsync(App, agent, tells);

        await call.DoAsync((held, at) =>
            held.Supervise(new MembershipId(sofia.Id), PhoneNumber.Parse(sofia.Phone), SupervisionMode.Listen, at));
        await call.JoinsAsync(held => held.Legs[^1], 30);
        var (told, own) = (await BarAsync(browser), await BarAsync(supervisors));
        var page = await browser.OpenAsync($"/calls/{call.Id}");

        Assert.That(told.Lines(".call-bar-listener"), Is.EqualTo(tells ? new[] { $"{sofia.Name} is listening" } : []));
        Assert.That(page.Text.Contains(sofia.Name, StringComparison.Ordinal), Is.EqualTo(tells));
        Assert.That(own.Lines("[data-said]"), Is.EqualTo(new[] { $"Listening to {agent.Name}" }));
        Assert.That(NamesIn(own), Is.EqualTo(new[] { "Listen", "Whisper", "Join" }));
        Assert.That(own.Lines("#call-bar-hang-up"), Is.EqualTo(new[] { "Stop" }));
        Assert.That(own.All("form[data-hang-up]")[0].GetAttribute("action"), Does.EndWith("/supervision/end"), "the call itself goes on");
    }

    private static Task StartAsync(RoomCall call, Agent agent, Agent target, TransferKind kind) =>
        call.DoAsync((held, at) => held.StartTransfer(
            held.LegOf(LegRole.Agent).Id,
            kind,
            new MembershipId(target.Id),
            PhoneNumber.Parse(target.Phone),
            new MembershipId(agent.Id),
            at));

    private static async Task<Page> BarAsync(Browser browser, string language = "en")
    {
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", language));
        return await browser.OpenAsync("/contacts");
    }

    private static string[] NamesIn(Page bar) =>
    [
        .. bar.All(".call-bar-controls button").Select(button => button.GetAttribute("aria-label") ?? button.TextContent.Trim()),
    ];

    private sealed record Both(Browser One, Browser Other) : IDisposable
    {
        public void Dispose()
        {
            One.Dispose();
            Other.Dispose();
        }
    }
}

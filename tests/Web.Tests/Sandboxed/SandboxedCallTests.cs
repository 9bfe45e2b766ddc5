using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>Whole calls over the REST API, with the sandbox for Twilio: real HTTP both ways.</summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class SandboxedCallTests
{
    private static readonly string[] stateOrder =
    [
        "requested",
        "calling-agent",
        "agent-ringing",
        "agent-answered",
        "calling-contact",
        "contact-ringing",
        "connected",
        "ended",
    ];

    private static QuickSandbox sandbox = null!;
    private static CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync();
        app = sandbox.App;
    }

    [OneTimeTearDown]
    public static async Task StopAsync() => await sandbox.DisposeAsync();

    [TestCase("+5511987650001", "answered", "completed")]
    [TestCase("+5511987650002", "contact-busy", "busy")]
    [TestCase("+5511987650003", "contact-no-answer", "no-answer")]
    [TestCase("+5511987650004", "contact-failed", "failed")]
    [TestCase("+5511987650005", "contact-machine", "completed")]
    [TestCase("+5511987650006", "contact-hung-up", "completed")]
    [TestCase("+5511987650007", "answered", "completed")]
    [TestCase("+5521976543210", "answered", "completed")]
    public async Task A_call_ends_as_the_contact_lets_it(string to, string result, string contactStatus)
    {
        var agent = await app.HireAsync();

        var call = await SettledAsync(agent, (await agent.PlaceAsync(to)).Id);

        var isBridged = result is "answered" or "contact-machine";
        using (Assert.EnterMultipleScope())
        {
            Assert.That((call.State, call.Result, call.CarrierError), Is.EqualTo(("ended", result, (CarrierErrorBody?)null)));
            Assert.That(
                call.Legs.Select(leg => (leg.Role, leg.Status, leg.ParentCallSid)),
                Is.EqualTo(new[] { ("agent", "completed", null), ("contact", contactStatus, call.AgentLeg.CallSid) }));
            Assert.That(call.AgentAnsweredAt, Is.Not.Null.And.EqualTo(call.AgentLeg.AnsweredAt));
            Assert.That(call.EndedAt, Is.EqualTo(call.Legs.Max(leg => leg.EndedAt)));
            AssertTalkIsTheBridge(call, isBridged);
        }

        await AssertStoryAsync(agent, call);
    }

    [Test]
    public async Task A_new_own_phone_rings_for_calls_once_the_code_that_was_said_on_it_is_entered()
    {
        const string path = "/settings/my-phone";
        var (agent, browser) = await app.HireWithBrowserAsync();
        using var _ = browser;
        using var http = new HttpClient { BaseAddress = new Uri(sandbox.Url) };
        await browser.OpenAsync(path);

        await browser.SubmitAsync(path, ("Phone", "(11) 97777-5578"));
        var said = await Eventually.EventuallyAsync(() => SaidAsync(http, "+5511977775578"), text => text.Length > 0, "the code is said");
        Assert.That(await RungAsync(), Is.EqualTo(agent.Phone), "not confirmed yet");
        Assert.That(await http.GetStringAsync("/"), Does.Contain(said), "people read it on the sandbox's page");
        var page = await browser.OpenAsync(path);
        Assert.That(page.FieldsOf(path)["Phone"], Is.EqualTo("(11) 97777-5578"), "it survives a reload");
        var confirmed = await browser.SubmitAsync($"{path}/confirmation", ("Code", string.Concat(said.Where(char.IsAsciiDigit).Take(6))));

        Assert.That(confirmed.Text, Does.Contain("Telefone confirmado"));
        Assert.That(await RungAsync(), Is.EqualTo("+5511977775578"));

        async Task<string?> RungAsync()
        {
            var call = await SettledAsync(agent, (await agent.PlaceAsync("+5511987650006")).Id);
            return (await agent.RawAsync($"api/v1/calls/{call.Id}"))
                .GetProperty("legs")[0]
                .GetProperty("party")
                .GetProperty("value")
                .GetString();
        }
    }

    /// <summary>What was said on the last call to a phone.</summary>
    private static async Task<string> SaidAsync(HttpClient http, string phone)
    {
        var calls = await http.GetFromJsonAsync<JsonElement>("/sandbox/calls");
        return string.Concat(calls.EnumerateArray().Where(call => call.GetProperty("to").GetString() == phone).Take(1)
            .SelectMany(call => call.GetProperty("said").EnumerateArray()).Select(text => text.GetString()));
    }

    [TestCase("9002", "agent-busy", "busy")]
    [TestCase("9003", "agent-no-answer", "no-answer")]
    [TestCase("9004", "agent-failed", "failed")]
    public async Task Nobody_is_dialled_where_the_agents_phone_does_not_answer(string ending, string result, string agentStatus)
    {
        var agent = await app.HireAsync(ending: ending);

        var call = await SettledAsync(agent, (await agent.PlaceAsync("+5511987650001")).Id);

        Assert.That((call.Result, call.TalkSeconds, call.AgentAnsweredAt), Is.EqualTo((result, (int?)null, (DateTimeOffset?)null)));
        Assert.That(call.Legs.Single().Status, Is.EqualTo(agentStatus));
        await AssertStoryAsync(agent, call);
    }

    [Test]
    public async Task An_agents_voicemail_is_bridged_like_an_agent_who_says_nothing()
    {
        var agent = await app.HireAsync(ending: "9005");

        var call = await SettledAsync(agent, (await agent.PlaceAsync("+5511987650002")).Id);

        Assert.That(call.Result, Is.EqualTo("contact-busy"));
    }

    [Test]
    public async Task An_agents_voicemail_presses_no_key_and_nobody_is_dialled()
    {
        var agent = await HireWhoMustAcceptAsync("9005");

        var call = await SettledAsync(agent, (await agent.PlaceAsync("+5511987650001")).Id);

        Assert.That((call.Result, call.Legs.Count, call.AgentLeg.Status), Is.EqualTo(("agent-declined", 1, "completed")));
    }

    [Test]
    public async Task An_agent_who_presses_1_is_connected()
    {
        var agent = await HireWhoMustAcceptAsync("5555");

        var call = await SettledAsync(agent, (await agent.PlaceAsync("+5511987650001")).Id);

        Assert.That(call.Result, Is.EqualTo("answered"));
        Assert.That((await agent.TimelineAsync(call.Id)).Select(step => step.Kind), Does.Contain("accepted"));
    }

    [Test]
    public async Task An_agent_who_hangs_up_while_the_contact_rings_is_said_to_have()
    {
        var agent = await app.HireAsync(ending: "9006");

        var call = await SettledAsync(agent, (await agent.PlaceAsync("+5511987650003")).Id);

        Assert.That((call.Result, call.TalkSeconds), Is.EqualTo(("agent-hung-up", (int?)null)));
        await AssertStoryAsync(agent, call);
    }

    [TestCase("9009")]
    [TestCase("9010")]
    public async Task A_call_is_made_once_where_Twilio_stumbles_over_the_request(string ending)
    {
        var agent = await app.HireAsync(ending: ending);

        var call = await SettledAsync(agent, (await agent.PlaceAsync("+5511987650001")).Id);

        Assert.That((call.Result, call.Legs.Count, call.CarrierError), Is.EqualTo(("answered", 2, (CarrierErrorBody?)null)));
        Assert.That((await agent.TimelineAsync(call.Id)).Select(step => step.Kind), Does.Not.Contain("unknown-leg"));
        await AssertStoryAsync(agent, call);
    }

    [Test]
    public async Task A_recording_appears_and_plays_in_ranges()
    {
        var agent = await app.HireAsync();
        var id = (await agent.PlaceAsync("+5511987650001")).Id;

        var call = await agent.ReachedAsync(id, seen => seen.Recordings is [{ Status: "completed" }], "the recording is ready");

        var recording = call.Recordings.Single();
        var path = $"api/v1/calls/{id}/recordings/{recording.Id}/media";
        var whole = await (await agent.Api.GetAsync(path)).Content.ReadAsByteArrayAsync();
        agent.Api.DefaultRequestHeaders.Range = new(8, 11);
        var part = await agent.Api.GetAsync(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((recording.Channels, recording.Sid[..2]), Is.EqualTo((2, "RE")));
            Assert.That((int)part.StatusCode, Is.EqualTo(206));
            Assert.That(part.Content.Headers.ContentRange?.ToString(), Is.EqualTo($"bytes 8-11/{whole.Length}"));
            Assert.That(part.Content.Headers.ContentType?.MediaType, Does.StartWith("audio/"));
            Assert.That(await part.Content.ReadAsByteArrayAsync(), Is.EqualTo(whole[8..12]).And.EqualTo("WAVE"u8.ToArray()));
        }
    }

    [TestCase("agent-ringing")]
    [TestCase("contact-ringing")]
    [TestCase("connected")]
    public async Task Hanging_up_ends_the_call_in_whatever_state_it_is(string state)
    {
        var agent = await app.HireAsync();
        var id = (await agent.PlaceAsync(state == "connected" ? "+5511987650001" : "+5511987650003")).Id;
        await agent.ReachedAsync(id, call => Array.IndexOf(stateOrder, call.State) >= Array.IndexOf(stateOrder, state), state);

        await agent.HangUpAsync(id);

        var ended = await agent.EndedAsync(id);
        Assert.That(ended.Result, Is.EqualTo(state == "connected" ? "answered" : "canceled"));
        Assert.That(ended.HangupRequestedAt, Is.Not.Null);
    }

    // The result of the Dial may end a call before the last status callbacks have come.
    private static Task<CallBody> SettledAsync(Agent agent, Guid id) =>
        agent.ReachedAsync(
            id,
            call => call.State == "ended" && call.Legs.All(leg => leg.EndedAt is not null),
            "the call ends and all is told");

    private static async Task<Agent> HireWhoMustAcceptAsync(string ending)
    {
        var organization = CrmVoiceApp.Beacon;
        await app.ChangeCallSettingsAsync(organization, settings => settings with { AgentMustAccept = true });
        return await app.HireAsync(organization, ending);
    }

    private static void AssertTalkIsTheBridge(CallBody call, bool isBridged)
    {
        if (!isBridged)
        {
            Assert.That((call.TalkSeconds, call.ConnectedAt), Is.EqualTo(((int?)null, (DateTimeOffset?)null)));
            return;
        }

        var contact = call.ContactLeg;
        Assert.That(call.ConnectedAt, Is.Not.Null.And.EqualTo(contact.AnsweredAt));
        Assert.That(call.TalkSeconds, Is.Not.Null.And.EqualTo(contact.DurationSeconds));
        // Twilio's times have whole seconds.
        Assert.That(call.TalkSeconds!.Value, Is.EqualTo((contact.EndedAt!.Value - contact.AnsweredAt!.Value).TotalSeconds).Within(1));
    }

    /// <summary>Every step stands in the timeline, and the events of the call come in the order of its states.</summary>
    private static async Task AssertStoryAsync(Agent agent, CallBody call)
    {
        var timeline = await agent.TimelineAsync(call.Id);
        var reached = timeline
            .Where(step => step.Effect.StartsWith("state:", StringComparison.Ordinal))
            .Select(step => Array.IndexOf(stateOrder, step.Effect["state:".Length..]))
            .ToList();
        var events = (await agent.EventsAsync(call.Id))
            .Select(happened => happened.Type["call.".Length..])
            .Where(type => type != "updated")
            .Select(type => Array.IndexOf(stateOrder, type))
            .ToList();
        var said = timeline.Where(step => step.Kind == "status").Select(step => (step.Leg, step.Note)).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(timeline[0].Kind, Is.EqualTo("requested"));
            Assert.That(timeline.Select(step => step.ArrivedAt), Is.Ordered);
            Assert.That(reached, Is.Ordered.And.Unique);
            Assert.That(reached[^1], Is.EqualTo(stateOrder.Length - 1));
            Assert.That(events, Is.EqualTo(reached));
            Assert.That(
                call.Legs.Where(leg => !said.Contains((leg.Role, leg.Status))).Select(leg => leg.Role),
                Is.Empty,
                "every leg's end was told");
        }
    }
}

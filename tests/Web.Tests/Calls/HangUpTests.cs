using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Calls;

internal sealed class HangUpTests : WithStandIn
{
    [Test]
    public async Task A_request_that_was_not_taken_yet_is_withdrawn()
    {
        var agent = await App.HireAsync();
        Twilio.WhenCalling(agent.Phone, Answers.Error(429, 20429, "Too many requests", ("Retry-After", "60")));
        var id = (await agent.PlaceAsync("+5511987650001")).Id;
        await Twilio.CreateOfAsync(agent.Phone);

        await agent.HangUpAsync(id);

        var call = await agent.EndedAsync(id);
        Assert.That((call.Result, call.Legs.Count, call.CarrierError), Is.EqualTo(("canceled", 0, (CarrierErrorBody?)null)));
        Assert.That(Twilio.CreatesOf(agent.Phone), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task While_Twilio_is_being_asked_the_leg_is_ended_as_soon_as_it_is_known()
    {
        var agent = await App.HireAsync();
        var go = new TaskCompletionSource();
        var sid = $"CA{Guid.NewGuid():N}";
        Twilio.WhenCalling(agent.Phone, Answers.Held(go.Task, Answers.Created(sid)));
        var id = (await agent.PlaceAsync("+5511987650001")).Id;
        await Twilio.CreateOfAsync(agent.Phone);

        await agent.HangUpAsync(id);
        Assert.That((await agent.CallAsync(id)).State, Is.EqualTo("requested"));
        go.SetResult();

        await Eventually.EventuallyAsync(() => Twilio.AskedFor(sid).Count > 0, "the leg is ended");
        Assert.That(Twilio.AskedFor(sid).Single().Form("Status"), Is.EqualTo(new[] { "completed" }));
    }

    [TestCase("agent-ringing")]
    [TestCase("agent-answered")]
    [TestCase("contact-ringing")]
    [TestCase("connected")]
    public async Task A_leg_that_is_known_is_ended_at_once_and_once(string state)
    {
        var (agent, call) = await PlaceAsync();
        await ReachAsync(call, state);
        Assert.That((await call.ReadAsync()).State, Is.EqualTo(state));

        await agent.HangUpAsync(call.Id);
        await agent.HangUpAsync(call.Id);

        await Eventually.EventuallyAsync(() => Twilio.AskedFor($"/Calls/{call.AgentSid}").Count > 0, "the leg is ended");
        await agent.TimelineReachesAsync(call.Id, "hangup-done");
        Assert.That(Twilio.AskedFor($"/Calls/{call.AgentSid}").Single().Form("Status"), Is.EqualTo(new[] { "completed" }));
        Assert.That((await call.ReadAsync()).HangupRequestedAt, Is.Not.Null);
        await call.SayAsync(Ending(call, state));
        Assert.That((await agent.EndedAsync(call.Id)).Result, Is.EqualTo(state == "connected" ? "answered" : "canceled"));
    }

    [Test]
    public async Task An_agent_who_hung_up_is_connected_to_nobody_any_more()
    {
        var (agent, call) = await PlaceAsync();
        await call.SayAsync(call.Agent("ringing", 2));

        await agent.HangUpAsync(call.Id);

        Assert.That(await call.AskAsync(call.Answer()), Does.Contain("Hangup").And.Not.Contain("Dial"));
    }

    [Test]
    public async Task A_call_that_has_ended_stays_as_it_is()
    {
        var (agent, call) = await PlaceAsync();
        await call.SayAsync(call.Agent("ringing", 2), call.Agent("busy", 4));
        var before = await agent.RawAsync($"api/v1/calls/{call.Id}");

        await agent.HangUpAsync(call.Id);

        Assert.That((await agent.RawAsync($"api/v1/calls/{call.Id}")).GetRawText(), Is.EqualTo(before.GetRawText()));
        Assert.That(Twilio.AskedFor($"/Calls/{call.AgentSid}"), Is.Empty);
    }

    [Test]
    public async Task That_a_leg_is_over_already_is_a_success()
    {
        var (agent, call) = await PlaceAsync();
        Twilio.WhenAskedFor("POST", call.AgentSid, Answers.Error(400, 21220, "Call is not in-progress. Cannot redirect."));

        await agent.HangUpAsync(call.Id);

        await agent.TimelineReachesAsync(call.Id, "hangup-done");
    }

    [Test]
    public async Task Where_Twilio_does_not_answer_it_is_asked_again()
    {
        var (agent, call) = await PlaceAsync();
        Twilio.WhenAskedFor(
            "POST",
            call.AgentSid,
            Answers.Html(502),
            Answers.Html(502),
            Answers.Html(502),
            Answers.NoAnswer(),
            Answers.Json(200, "{}"));

        await agent.HangUpAsync(call.Id);

        await agent.TimelineReachesAsync(call.Id, "hangup-done");
    }

    [Test]
    public async Task Nobody_hangs_up_anothers_call_but_those_who_may()
    {
        var (_, call) = await PlaceAsync();
        var colleague = await App.HireAsync();
        var stranger = await App.HireAsync(CrmVoiceApp.Beacon);
        var supervisor = await App.HireAsync(role: Domain.Identity.Role.Supervisor);
        Task<HttpResponseMessage> HangUpAs(Agent somebody) => somebody.Api.PostAsync($"api/v1/calls/{call.Id}/hangup", null);

        Assert.That((int)(await HangUpAs(colleague)).StatusCode, Is.EqualTo(403));
        Assert.That((int)(await HangUpAs(stranger)).StatusCode, Is.EqualTo(404));
        Assert.That((await call.ReadAsync()).HangupRequestedAt, Is.Null);
        Assert.That((int)(await HangUpAs(supervisor)).StatusCode, Is.EqualTo(202));
        Assert.That((await call.ReadAsync()).HangupRequestedAt, Is.Not.Null);
    }

    private static async Task<(Agent Agent, TwilioCall Call)> PlaceAsync()
    {
        var agent = await App.HireAsync();
        return (agent, await TwilioCall.PlaceAsync(App, Twilio, agent));
    }

    private static async Task ReachAsync(TwilioCall call, string state)
    {
        string[] order = ["agent-ringing", "agent-answered", "contact-ringing", "connected"];
        TwilioCall.SentWebhook[] said =
        [
            call.Agent("ringing", 2),
            call.Answer(),
            call.Contact("ringing", 13),
            call.Contact("in-progress", 20),
        ];
        await call.SayAsync(said.Take(Array.IndexOf(order, state) + 1));
    }

    private static TwilioCall.SentWebhook[] Ending(TwilioCall call, string state) => state switch
    {
        "agent-ringing" => [call.Agent("canceled", 30)],
        "agent-answered" => [call.Contact("canceled", 30), call.Agent("completed", 30)],
        "contact-ringing" => [call.Contact("no-answer", 30), call.Agent("completed", 30)],
        _ => [call.Contact("completed", 30, ("CallDuration", "10")), call.Agent("completed", 30)],
    };
}

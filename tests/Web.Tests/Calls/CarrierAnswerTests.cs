using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Calls;

/// <summary>What becomes of a call when Twilio's API does not simply say yes.</summary>
internal sealed class CarrierAnswerTests : WithStandIn
{
    [TestCase(400, 21211, "The 'To' number +5511999990001 is not a valid phone number.", "The phone number is not valid.")]
    [TestCase(400, 21215, "Account not authorized to call +5511999990001.", "Calls to this country are not enabled on the Twilio account.")]
    [TestCase(400, 21299, "Something new", "Twilio refused the call (code 21299).")]
    [TestCase(401, 20003, "Authenticate", "The Twilio credentials are missing, incorrect or not allowed to do this.")]
    [TestCase(404, 20404, "The requested resource was not found", "Twilio does not know this account or call.")]
    public async Task A_refusal_is_the_result_with_its_reason_in_our_words(int status, int code, string message, string told)
    {
        var agent = await App.HireAsync();
        Twilio.WhenCalling(agent.Phone, Answers.Error(status, code, message));

        var call = await agent.EndedAsync((await agent.PlaceAsync("+5511987650001")).Id);

        Assert.That((call.Result, call.CarrierError), Is.EqualTo(("carrier-failed", new CarrierErrorBody(code, told))));
        Assert.That((call.Legs.Count, call.TalkSeconds), Is.EqualTo((0, (int?)null)));
        Assert.That(call.EndedAt, Is.Not.Null);
        Assert.That(Twilio.CreatesOf(agent.Phone), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_refusal_that_is_no_json_still_says_what_it_was()
    {
        var agent = await App.HireAsync();
        Twilio.WhenCalling(agent.Phone, Answers.Html(404));

        var call = await agent.EndedAsync((await agent.PlaceAsync("+5511987650001")).Id);

        Assert.That((call.Result, call.CarrierError?.Code), Is.EqualTo(("carrier-failed", 20404)));
        Assert.That(call.CarrierError!.Message, Does.Not.Contain("<"));
    }

    [Test]
    public async Task What_Twilio_was_too_busy_for_is_asked_again_when_it_says()
    {
        var agent = await App.HireAsync();
        Twilio.WhenCalling(
            agent.Phone,
            Answers.Error(429, 20429, "Too Many Requests", ("Retry-After", "1")),
            Answers.Created($"CA{Guid.NewGuid():N}", queueMilliseconds: 2500));

        var call = await agent.ReachedAsync((await agent.PlaceAsync("+5511987650001")).Id, "calling-agent");

        Assert.That((call.EstimatedWaitSeconds, call.Legs.Count, Twilio.CreatesOf(agent.Phone).Count), Is.EqualTo((3, 1, 2)));
    }

    private static IEnumerable<TestCaseData> Unclear()
    {
        yield return Case("500 in JSON", Answers.Error(500, 20500, "An internal server error has occurred"));
        yield return Case("502 in HTML", Answers.Html(502));
        yield return Case("201 that cannot be read", Answers.Text(201, "created!"));
        yield return Case("a line that is cut", Answers.NoAnswer());
        yield return Case("silence", Answers.Silence());
    }

    [TestCaseSource(nameof(Unclear))]
    public async Task An_unclear_answer_is_never_followed_by_a_second_dial_and_a_callback_settles_it(object answer)
    {
        var agent = await App.HireAsync();
        Twilio.WhenCalling(agent.Phone, (Answer)answer);
        var placed = await agent.PlaceAsync("+5511987650001");
        await agent.TimelineReachesAsync(placed.Id, "create-unclear");
        Assert.That((await agent.CallAsync(placed.Id)).State, Is.EqualTo("requested"));
        var call = await TwilioCall.OfAsync(App, agent, placed, $"CA{Guid.NewGuid():N}");

        await call.SayAsync(call.Agent("ringing", 2));
        Assert.That((await call.ReadAsync()).State, Is.EqualTo("agent-ringing"));
        await call.SayAsync(call.Agent("no-answer", 27));

        Assert.That((await call.ReadAsync()).Result, Is.EqualTo("agent-no-answer"));
        Assert.That(Twilio.CreatesOf(agent.Phone), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_unclear_call_is_found_in_Twilios_list()
    {
        var agent = await App.HireAsync();
        var sid = $"CA{Guid.NewGuid():N}";
        Twilio.WhenCalling(agent.Phone, Answers.Html(502));
        Twilio.WhenListing(
            agent.Phone,
            Answers.Json(
                200,
                $$"""{"calls": [{"sid": "{{sid}}", "status": "ringing", "date_created": null, "to": "{{agent.Phone}}"}], "next_page_uri": null}"""
            ));

        var call = await agent.ReachedAsync((await agent.PlaceAsync("+5511987650001")).Id, "agent-ringing");

        Assert.That(call.AgentLeg.CallSid, Is.EqualTo(sid));
        Assert.That(
            (await agent.TimelineAsync(call.Id)).Select(step => step.Kind),
            Does.Contain("create-unclear").And.Contain("create-found"));
        Assert.That(Twilio.CreatesOf(agent.Phone), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Where_nobody_said_whether_the_contact_was_dialled_Twilio_is_asked()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        Twilio.WhenAskedFor(
            "GET",
            $"/Calls/{call.AgentSid}",
            Answers.Json(200, $$"""{"sid": "{{call.AgentSid}}", "status": "completed", "duration": "4"}"""));

        await call.SayAsync(call.Agent("ringing", 2), call.Agent("in-progress", 10), call.Agent("completed", 14));

        var ended = await agent.EndedAsync(call.Id);
        Assert.That((ended.Result, ended.Legs.Count), Is.EqualTo(("agent-hung-up", 1)));
    }

    [Test]
    public async Task The_account_itself_is_told_apart_from_another_organizations()
    {
        var agent = await App.HireAsync(CrmVoiceApp.Beacon);

        await TwilioCall.PlaceAsync(App, Twilio, agent, "+12125550001");

        var create = Twilio.CreatesOf(agent.Phone).Single();
        Assert.That(create.UserAndPassword, Is.EqualTo($"{CrmVoiceApp.Beacon.AccountSid}:{CrmVoiceApp.Beacon.AuthToken}"));
        Assert.That(create.Form("From").Single(), Is.EqualTo(CrmVoiceApp.Beacon.Number));
    }

    private static TestCaseData Case(string name, Answer answer) => new TestCaseData(answer).SetArgDisplayNames(name);
}

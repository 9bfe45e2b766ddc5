using CrmVoice.Application.Calls;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class HangUpTests
{
    private const string CallSid = "CA00000000000000000000000000000001";

    private TwilioStandIn twilio = null!;

    [SetUp]
    public async Task StartAsync() => twilio = await TwilioStandIn.StartAsync();

    [TearDown]
    public async Task StopAsync() => await twilio.DisposeAsync();

    [Test]
    public async Task Completes_the_leg_whatever_its_state()
    {
        twilio.Answers(200, "{}");
        Assert.That(await HangUpAsync(), Is.EqualTo(HangUpOutcome.Done));
        var asked = twilio.Requests.Single();
        Assert.That(
            (asked.Method, asked.Path, asked.Body),
            Is.EqualTo(("POST", $"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Calls/{CallSid}.json", "Status=completed")));
    }

    [TestCase(400, 21220, "Call is not in-progress. Cannot redirect.")]
    [TestCase(404, 20404, "The requested resource was not found")]
    public async Task What_is_over_or_unknown_needs_no_hanging_up(int status, int code, string message)
    {
        twilio.AnswersError(status, code, message);
        Assert.That(await HangUpAsync(), Is.EqualTo(HangUpOutcome.Done));
    }

    [Test]
    public async Task A_page_not_found_that_is_not_twilios_own_is_no_answer()
    {
        twilio.Answers(404, "<html>nginx</html>", "text/html");
        Assert.That(await HangUpAsync(), Is.EqualTo(HangUpOutcome.TryAgain));
    }

    [Test]
    public async Task Is_asked_again_at_once_because_it_cannot_do_harm()
    {
        twilio.Answers(500, "").HangsUpWithoutAnswer().Answers(200, "");
        Assert.That(await HangUpAsync(), Is.EqualTo(HangUpOutcome.Done));
        Assert.That(
            twilio.Requests.Select(asked => asked.Body),
            Is.EqualTo(new[] { "Status=completed", "Status=completed", "Status=completed" }));
    }

    [TestCase(500, 3)]
    [TestCase(429, 3)]
    [TestCase(401, 1)]
    [TestCase(302, 1)]
    public async Task Is_asked_later_again_where_twilio_does_not_do_it(int status, int attempts)
    {
        twilio.Answers(status, "", headers: ("Location", "/elsewhere"));
        Assert.That(await HangUpAsync(), Is.EqualTo(HangUpOutcome.TryAgain));
        Assert.That(twilio.Requests, Has.Count.EqualTo(attempts));
    }

    [Test]
    public async Task Leaves_twilio_the_pause_it_asks_for()
    {
        twilio.AnswersError(429, 20429, "Too Many Requests", ("Retry-After", "1"));
        Assert.That(await HangUpAsync(), Is.EqualTo(HangUpOutcome.TryAgain));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Is_asked_later_again_without_an_answer_in_time()
    {
        twilio.SaysNothing();
        Assert.That(await HangUpAsync(("Twilio:AnswerTimeout", "00:00:00.3")), Is.EqualTo(HangUpOutcome.TryAgain));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_sid_cannot_become_another_path_or_a_query()
    {
        twilio.Answers(200, "{}");
        await using var world = TwilioWorld.With(twilio);
        await world.Telephony.HangUpAsync("../Calls?x#", default);
        Assert.That(twilio.Requests.Single().Path, Is.EqualTo($"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Calls/..%2FCalls?x#.json"));
        Assert.That(twilio.Requests.Single().Query, Is.Empty);
    }

    private async Task<HangUpOutcome> HangUpAsync(params (string Key, string? Value)[] settings)
    {
        await using var world = TwilioWorld.With(twilio, settings);
        return await world.Telephony.HangUpAsync(CallSid, default);
    }
}

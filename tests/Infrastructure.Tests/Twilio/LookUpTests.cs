using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class LookUpTests
{
    private const string Agent = "CA00000000000000000000000000000001";
    private const string Contact = "CA00000000000000000000000000000002";
    private const string Calls = $"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Calls";

    private static readonly DateTimeOffset ended = new(2026, 3, 2, 11, 58, 3, TimeSpan.Zero);

    private TwilioStandIn twilio = null!;

    [SetUp]
    public async Task StartAsync() => twilio = await TwilioStandIn.StartAsync();

    [TearDown]
    public async Task StopAsync() => await twilio.DisposeAsync();

    [Test]
    public async Task Finds_the_agents_leg_and_those_under_it()
    {
        twilio
            .Answers(
                200,
                $$"""{"sid": "{{Agent}}", "parent_call_sid": null, "status": "in-progress", "start_time": "Mon, 02 Mar 2026 11:57:00 +0000", "end_time": "Mon, 02 Mar 2026 11:57:00 +0000", "duration": null, "answered_by": null, "price": "-0.03"}"""
            )
            .Answers(
                200,
                $$"""{"calls": [{"sid": "{{Contact}}", "parent_call_sid": "{{Agent}}", "status": "completed", "end_time": "Mon, 02 Mar 2026 11:58:03 +0000", "duration": "15", "answered_by": "machine_start"}], "next_page_uri": null, "page": 0}"""
            );
        var found = (LookUpOutcome.Found)await LookUpAsync();

        Assert.That(found.AgentLeg, Is.EqualTo(new CarrierLeg(Agent, null, new LegReport(LegStatus.InProgress, null, FactSource.LookUp))));
        Assert.That(
            found.ContactLegs,
            Is.EqualTo(
                new[]
                {
                    new CarrierLeg(
                        Contact,
                        Agent,
                        new LegReport(
                            LegStatus.Completed,
                            ended,
                            FactSource.LookUp,
                            15,
                            null,
                            "machine_start",
                            TimeAsSent: "Mon, 02 Mar 2026 11:58:03 +0000")),
                }));
        Assert.That(twilio.Requests.Select(asked => asked.Path), Is.EqualTo(new[] { $"{Calls}/{Agent}.json", $"{Calls}.json" }));
        Assert.That(twilio.Requests[1].QueryValue("ParentCallSid"), Is.EqualTo(Agent));
    }

    [Test]
    public async Task Of_a_call_that_is_over_the_price_and_the_recordings_are_read_too()
    {
        twilio
            .Answers(200, $$"""{"sid": "{{Agent}}", "status": "completed", "duration": "40", "price": "-0.03000", "price_unit": "USD"}""")
            .Answers(
                200,
                $$"""{"calls": [{"sid": "{{Contact}}", "parent_call_sid": "{{Agent}}", "status": "completed", "price": null, "price_unit": "USD"}]}"""
            )
            .Answers(
                200,
                """
                {"recordings": [
                  {"sid": "RE00000000000000000000000000000001", "status": "processing", "duration": "-1", "channels": 2},
                  {"sid": "RE00000000000000000000000000000002", "status": "completed", "duration": "31", "channels": 1, "price": null},
                  {"sid": "RE00000000000000000000000000000003", "status": "absent"},
                  {"sid": "RE00000000000000000000000000000004", "status": "deleted"},
                  {"sid": "RE/../5", "status": "completed"}
                ]}
                """);
        var found = (LookUpOutcome.Found)await LookUpAsync();

        Assert.That((found.AgentLeg.Report.Price, found.AgentLeg.Report.PriceUnit), Is.EqualTo(((decimal?)0.03m, "USD")));
        Assert.That(
            (found.ContactLegs.Single().Report.Price, found.ContactLegs.Single().Report.PriceUnit),
            Is.EqualTo(((decimal?)null, (string?)null)));
        Assert.That(
            found.Recordings,
            Is.EqualTo(
                new[]
                {
                    new CarrierRecording("RE00000000000000000000000000000001", RecordingStatus.InProgress, null, 2),
                    new CarrierRecording("RE00000000000000000000000000000002", RecordingStatus.Completed, 31, 1),
                    new CarrierRecording("RE00000000000000000000000000000003", RecordingStatus.Absent, null, null),
                }));
        Assert.That(twilio.Requests[^1].Path, Is.EqualTo($"{Calls}/{Agent}/Recordings.json"));
    }

    [TestCase(404, "{\"code\": 20404}")]
    [TestCase(403, "")]
    [TestCase(200, "{}")]
    public async Task Where_the_recordings_cannot_be_read_the_legs_are_heard_all_the_same(int status, string body)
    {
        twilio.Answers(200, $$"""{"sid": "{{Agent}}", "status": "completed"}""").Answers(200, """{"calls": []}""").Answers(status, body);
        var found = (LookUpOutcome.Found)await LookUpAsync();
        Assert.That((found.AgentLeg.Report.Status, found.Recordings.Count), Is.EqualTo(((LegStatus?)LegStatus.Completed, 0)));
    }

    [TestCase("0.0")]
    [TestCase("-99999999")]
    [TestCase("cheap")]
    public async Task A_price_that_is_none_does_no_harm(string price)
    {
        twilio
            .Answers(200, $$"""{"sid": "{{Agent}}", "status": "completed", "price": "{{price}}", "price_unit": "DOLLARS"}""")
            .Answers(200, """{"calls": []}""")
            .Answers(200, """{"recordings": []}""");
        var found = (LookUpOutcome.Found)await LookUpAsync();
        Assert.That(
            (found.AgentLeg.Report.Price, found.AgentLeg.Report.PriceUnit),
            Is.EqualTo((price == "0.0" ? 0m : (decimal?)null, (string?)null)));
    }

    [TestCase("busy", LegStatus.Busy)]
    [TestCase("no-answer", LegStatus.NoAnswer)]
    [TestCase("canceled", LegStatus.Canceled)]
    [TestCase("failed", LegStatus.Failed)]
    public async Task A_leg_that_was_never_answered_has_an_end_and_no_duration(string status, LegStatus expected)
    {
        twilio
            .Answers(200, $$"""{"sid": "{{Agent}}", "status": "{{status}}", "end_time": "Mon, 2 Mar 2026 11:58:03 GMT", "duration": "0"}""")
            .Answers(200, """{"calls": []}""");
        var found = (LookUpOutcome.Found)await LookUpAsync();
        Assert.That(
            found.AgentLeg.Report,
            Is.EqualTo(new LegReport(expected, ended, FactSource.LookUp, TimeAsSent: "Mon, 2 Mar 2026 11:58:03 GMT")));
    }

    [TestCase("\"gestern\"", "gestern")]
    [TestCase("7", "7")]
    [TestCase("\"\"", "")]
    [TestCase("null", null)]
    public async Task An_end_that_cannot_be_read_is_passed_on_as_it_came(string json, string? asSent)
    {
        twilio.Answers(200, $$"""{"sid": "{{Agent}}", "status": "busy", "end_time": {{json}}}""").Answers(200, """{"calls": []}""");
        var found = (LookUpOutcome.Found)await LookUpAsync();
        Assert.That(found.AgentLeg.Report, Is.EqualTo(new LegReport(LegStatus.Busy, At: null, FactSource.LookUp, TimeAsSent: asSent)));
    }

    [Test]
    public async Task A_status_that_is_not_twilios_is_none()
    {
        twilio
            .Answers(200, $$"""{"sid": "{{Agent}}", "status": "levitating", "end_time": "yesterday", "duration": 3.5}""")
            .Answers(200, """{"calls": []}""");
        var found = (LookUpOutcome.Found)await LookUpAsync();
        Assert.That(found.AgentLeg.Report, Is.EqualTo(new LegReport(null, null, FactSource.LookUp)));
    }

    [Test]
    public async Task Reads_a_few_pages_and_never_leaves_the_account()
    {
        var next = $"{Calls}.json?ParentCallSid={Agent}&Page=1&PageToken=PACA";
        twilio.Answers(200, $$"""{"sid": "{{Agent}}", "status": "in-progress"}""")
            .Answers(200, $$"""{"calls": [{"sid": "{{Contact}}"}], "next_page_uri": "{{next}}"}""")
            .Answers(200, $$"""{"calls": [{"sid": "{{Contact}}"}], "next_page_uri": "//evil.example.com/"}""");
        var found = (LookUpOutcome.Found)await LookUpAsync();
        Assert.That(found.ContactLegs, Has.Count.EqualTo(2));
        Assert.That(twilio.Requests[^1].QueryValue("PageToken"), Is.EqualTo("PACA"));
    }

    [TestCase("/2010-04-01/Accounts/AC00000000000000000000000000000002/Calls.json")]
    [TestCase("/2010-04-01/Accounts/AC00000000000000000000000000000001/../AC00000000000000000000000000000002/Calls.json")]
    [TestCase("http://evil.example.com/2010-04-01/Accounts/AC00000000000000000000000000000001/Calls.json")]
    public async Task Another_accounts_page_is_not_asked_for(string next)
    {
        twilio
            .Answers(200, $$"""{"sid": "{{Agent}}", "status": "in-progress"}""")
            .Answers(200, $$"""{"calls": [], "next_page_uri": "{{next}}"}""");
        Assert.That(await LookUpAsync(), Is.InstanceOf<LookUpOutcome.Found>());
        Assert.That(twilio.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_time_that_makes_no_sense_hides_nothing_else()
    {
        twilio
            .Answers(
                200,
                $$"""{"sid": "{{Agent}}", "status": "completed", "date_created": "once", "date_updated": 7, "start_time": "then", "end_time": "Mon, 02 Mar 2026 11:58:03 +0000"}"""
            )
            .Answers(200, """{"calls": []}""")
            .Answers(
                200,
                """{"recordings": [{"sid": "RE00000000000000000000000000000001", "status": "completed", "start_time": "whenever", "date_created": {}}]}"""
            );
        var found = (LookUpOutcome.Found)await LookUpAsync();
        Assert.That(
            (found.AgentLeg.Report.At, found.Recordings.Single().Status),
            Is.EqualTo(((DateTimeOffset?)ended, RecordingStatus.Completed)));
    }

    [Test]
    public async Task Endless_pages_come_to_an_end()
    {
        twilio.Answers(200, $$"""{"sid": "{{Agent}}"}""").Answers(200, $$"""{"calls": [], "next_page_uri": "{{Calls}}.json?Page=1"}""");
        await LookUpAsync();
        Assert.That(twilio.Requests, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_leg_that_twilio_does_not_know_is_unknown()
    {
        twilio.AnswersError(404, 20404, "The requested resource was not found");
        Assert.That(await LookUpAsync(), Is.InstanceOf<LookUpOutcome.Unknown>());
    }

    [TestCase(404, "<html>nginx</html>", 1)]
    [TestCase(401, """{"code": 20003}""", 1)]
    [TestCase(500, "", 3)]
    [TestCase(200, "<html>welcome</html>", 1)]
    [TestCase(200, "", 1)]
    public async Task Anything_else_is_no_answer(int status, string body, int attempts)
    {
        twilio.Answers(status, body);
        Assert.That(await LookUpAsync(), Is.InstanceOf<LookUpOutcome.NoAnswer>());
        Assert.That(twilio.Requests, Has.Count.EqualTo(attempts));
    }

    [TestCase("{}")]
    [TestCase("""{"calls": null}""")]
    [TestCase("""{"calls": "none"}""")]
    [TestCase("""{"calls": [null]}""")]
    [TestCase("""{"calls": [{"sid": "CA1", "price": {}}]}""")]
    [TestCase("""{"legs": []}""")]
    public async Task A_broken_list_is_no_answer_and_not_an_absence_of_legs(string list)
    {
        twilio.Answers(200, $$"""{"sid": "{{Agent}}", "status": "completed"}""").Answers(200, list);
        Assert.That(await LookUpAsync(), Is.InstanceOf<LookUpOutcome.NoAnswer>());
    }

    [Test]
    public async Task An_answer_that_breaks_off_is_asked_for_again()
    {
        twilio.BreaksOff().Answers(200, $$"""{"sid": "{{Agent}}", "status": "ringing"}""").Answers(200, """{"calls": []}""");
        Assert.That(await LookUpAsync(), Is.InstanceOf<LookUpOutcome.Found>());
    }

    [Test]
    public async Task Finds_calls_between_two_numbers_since_a_moment_newest_first()
    {
        twilio.Answers(200, """
            {"calls": [
              {"sid": "CA3", "status": "queued", "date_created": null, "start_time": null},
              {"sid": "CA0", "status": "completed", "date_created": "Mon, 02 Mar 2026 11:54:59 +0000"},
              {"sid": "CA1", "status": "busy", "date_created": "Mon, 02 Mar 2026 11:55:00 +0000"},
              {"sid": "CA2", "status": "ringing", "start_time": "Mon, 02 Mar 2026 11:56:00 +0000"}
            ]}
            """);
        await using var world = TwilioWorld.With(twilio);
        var found = await FindAsync(world);
        Assert.That(found!.Select(leg => leg.CallSid), Is.EqualTo(new[] { "CA3", "CA2", "CA1" }));
        var asked = twilio.Requests.Single();
        Assert.That(
            (asked.Path, asked.QueryValue("To"), asked.QueryValue("From"), asked.QueryValue("PageSize")),
            Is.EqualTo(($"{Calls}.json", "+5511999995501", "+551131230000", "50")));
    }

    [TestCase(401)]
    [TestCase(404)]
    [TestCase(503)]
    public async Task Finds_nothing_to_say_where_twilio_does_not_answer(int status)
    {
        twilio.Answers(status, "");
        await using var world = TwilioWorld.With(twilio);
        Assert.That(await FindAsync(world), Is.Null);
        Assert.That(world.Log.Text, Does.Not.Contain("5501"));
    }

    private static Task<IReadOnlyList<CarrierLeg>?> FindAsync(TwilioWorld world) => world.Telephony.FindAsync(
        PhoneNumber.Parse("+5511999995501"),
        PhoneNumber.Parse("+551131230000"),
        new DateTimeOffset(2026, 3, 2, 11, 55, 0, TimeSpan.Zero),
        default);

    private async Task<LookUpOutcome> LookUpAsync()
    {
        await using var world = TwilioWorld.With(twilio);
        return await world.Telephony.LookUpAsync(Agent, default);
    }
}

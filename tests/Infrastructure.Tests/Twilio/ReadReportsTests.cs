using System.Text.Json.Nodes;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>What Twilio says it told us of a call, from its own record of the requests that it made ("Call Event resource").</summary>
public class ReadReportsTests
{
    private const string Agent = "CA00000000000000000000000000000001";
    private const string Contact = "CA00000000000000000000000000000002";
    private const string Another = "CA00000000000000000000000000000003";

    private static readonly CallId call = new(Guid.Parse("0199c0de-0000-7000-8000-000000000001"));
    private static readonly string dialResult = $"https://crm.example.com/twilio/calls/{call.Value}/dial-result";
    private static readonly LegReport inProgress = new(LegStatus.InProgress, At: null, FactSource.Request);
    private static readonly CarrierReport notBridged = new CarrierReport.OfDial(
        Agent,
        inProgress,
        new DialResult(LegStatus.Completed, Contact, Bridged: false, DurationSeconds: 1, AgentLegEnded: false));

    private TwilioStandIn twilio = null!;

    [SetUp]
    public async Task StartAsync() => twilio = await TwilioStandIn.StartAsync();

    [TearDown]
    public async Task StopAsync() => await twilio.DisposeAsync();

    [TestCase(null)]
    [TestCase(502)]
    [TestCase(200)]
    public async Task How_dialling_ended_is_read_whether_the_request_reached_us_or_not(int? responseCode)
    {
        Recorded(Request(dialResult, responseCode));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { notBridged }));
    }

    [Test]
    public async Task What_was_said_three_times_is_read_once()
    {
        Recorded(Request(dialResult), Request(dialResult, responseCode: 502), Request(dialResult, responseCode: 200));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { notBridged }));
        Assert.That(twilio.Requests.Single().Path, Is.EqualTo($"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Calls/{Agent}/Events.json"));
    }

    [Test]
    public async Task A_number_refused_before_it_was_dialled_has_no_leg()
    {
        Recorded(Request(dialResult, ("dial_call_status", "failed"), ("dial_call_sid", null), ("dial_call_duration", null)));
        Assert.That(
            await ReadAsync(),
            Is.EqualTo(
                new[]
                {
                    new CarrierReport.OfDial(
                        Agent,
                        inProgress,
                        new DialResult(LegStatus.Failed, null, Bridged: false, null, AgentLegEnded: false)),
                }));
    }

    [Test]
    public async Task That_an_answer_of_ours_could_not_be_used_is_read()
    {
        Recorded(Request(dialResult.Replace("dial-result", "fallback", StringComparison.Ordinal), ("error_code", "11200")));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { new CarrierReport.OfFallback(Agent, inProgress, FallBack.ErrorOf(11200)) }));
    }

    [TestCase("1")]
    [TestCase("5")]
    public async Task The_key_that_the_agent_pressed_is_read(string digits)
    {
        Recorded(Request(dialResult.Replace("dial-result", "accept", StringComparison.Ordinal), ("digits", digits)));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { new CarrierReport.OfAcceptance(Agent, inProgress, digits) }));
    }

    [TestCase("https://CRM.example.com:443/twilio/calls/{0}/dial-result")]
    [TestCase("https://crm.example.com/twilio/calls/{0}/dial-result#ct=2000&rc=2")]
    [TestCase("https://crm.example.com/twilio/calls/{0}/dial-result?CallSid=CA1")]
    public async Task Our_address_may_be_written_in_another_way(string url)
    {
        Recorded(Request(AddressOf(url)));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { notBridged }));
    }

    [Test]
    public async Task The_address_names_the_leg_that_is_spoken_of()
    {
        var leg = LegId.New();
        Recorded(Request(dialResult.Replace("dial-result", $"legs/{leg.Value}/accept", StringComparison.Ordinal), ("digits", "1")));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { new CarrierReport.OfAcceptance(new LegKey(leg, Agent), inProgress, "1") }));
    }

    [TestCase("https://crm.example.net/twilio/calls/{0}/dial-result")]
    [TestCase("https://crm.example.com:8443/twilio/calls/{0}/dial-result")]
    [TestCase("http://crm.example.com/twilio/calls/{0}/dial-result")]
    [TestCase("https://crm.example.com/crm/twilio/calls/{0}/dial-result")]
    [TestCase("https://crm.example.com/twilio/calls/0199c0de-0000-7000-8000-000000000002/dial-result")]
    [TestCase("https://crm.example.com/twilio/calls/{0}/dial-result/")]
    [TestCase("https://crm.example.com/?/twilio/calls/{0}/dial-result")]
    [TestCase("/twilio/calls/{0}/dial-result")]
    [TestCase("")]
    public async Task What_was_said_to_any_other_address_is_not_believed(string url)
    {
        Recorded(Request(AddressOf(url)));
        Assert.That(await ReadAsync(), Is.Empty);
    }

    [TestCase("agent-status")]
    [TestCase("answer")]
    public async Task What_a_look_up_tells_is_not_read_here(string webhook)
    {
        Recorded(Request(dialResult.Replace("dial-result", webhook, StringComparison.Ordinal)));
        Assert.That(await ReadAsync(), Is.Empty);
    }

    [TestCase("account_sid", "AC00000000000000000000000000000002")]
    [TestCase("account_sid", null)]
    [TestCase("call_sid", Another)]
    [TestCase("call_sid", null)]
    public async Task What_was_said_of_another_leg_or_account_is_not_believed(string parameter, string? value)
    {
        Recorded(Request(dialResult, (parameter, value)));
        Assert.That(await ReadAsync(), Is.Empty);
    }

    [TestCase("null")]
    [TestCase("\"CallSid=CA1\"")]
    [TestCase("[]")]
    [TestCase("{\"\": 1, \"_\": {}}")]
    public async Task A_record_that_cannot_be_read_says_nothing(string parameters)
    {
        twilio.Answers(
            200,
            $$"""{"events": [null, {}, {"request": {"method": "POST", "url": "{{dialResult}}", "parameters": {{parameters}} } }]}""");
        Assert.That(await ReadAsync(), Is.Empty);
    }

    [Test]
    public async Task The_application_may_live_below_a_path()
    {
        Recorded(Request($"https://example.com/crm/twilio/calls/{call.Value}/dial-result"), Request(dialResult));
        Assert.That(await ReadAsync(("PublicBaseUrl", "https://example.com/crm/")), Is.EqualTo(new[] { notBridged }));
    }

    [Test]
    public async Task A_leg_that_Twilio_does_not_know_told_nothing()
    {
        twilio.AnswersError(404, 20404, "The requested resource was not found");
        Assert.That(await ReadAsync(), Is.Empty);
    }

    [TestCase(404, "<html>nginx</html>")]
    [TestCase(429, """{"code": 20429}""")]
    [TestCase(500, "")]
    [TestCase(200, "{}")]
    public async Task Anything_else_is_no_answer(int status, string body)
    {
        twilio.Answers(status, body);
        Assert.That(await ReadAsync(), Is.Null);
    }

    [Test]
    public async Task Nor_is_a_line_that_breaks()
    {
        twilio.HangsUpWithoutAnswer();
        Assert.That(await ReadAsync(), Is.Null);
    }

    private static string AddressOf(string url) => url.Replace("{0}", call.Value.ToString(), StringComparison.Ordinal);

    private static JsonObject Request(string url, int? responseCode) => Request(url, [], responseCode);

    private static JsonObject Request(string url, params (string Name, string? Value)[] other) => Request(url, other, responseCode: null);

    private static JsonObject Request(string url, (string Name, string? Value)[] other, int? responseCode)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["account_sid"] = TwilioWorld.AccountSid,
            ["api_version"] = "2010-04-01",
            ["call_sid"] = Agent,
            ["call_status"] = "in-progress",
            ["dial_call_status"] = "completed",
            ["dial_call_sid"] = Contact,
            ["dial_call_duration"] = "1",
            ["dial_bridged"] = "false",
            ["from_city"] = "",
        };
        foreach (var (name, value) in other)
        {
            parameters[name] = value;
        }

        return new JsonObject
        {
            ["request"] = new JsonObject
            {
                ["method"] = "POST",
                ["url"] = url,
                ["parameters"] = new JsonObject(
                    parameters.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
            },
            ["response"] = responseCode is null
                ? null
                : new JsonObject { ["response_code"] = responseCode, ["date_created"] = "Mon, 02 Mar 2026 11:58:03 +0000" },
        };
    }

    private void Recorded(params JsonNode[] requests) =>
        twilio.Answers(200, new JsonObject { ["events"] = new JsonArray(requests), ["next_page_uri"] = null }.ToJsonString());

    private async Task<IReadOnlyList<CarrierReport>?> ReadAsync(params (string Key, string? Value)[] settings)
    {
        await using var world = TwilioWorld.With(twilio, settings);
        var read = await world.Telephony.ReadReportsAsync(call, Agent, default);
        Assert.That(world.Log.Text, Does.Not.Contain("example.com"));
        return read;
    }
}

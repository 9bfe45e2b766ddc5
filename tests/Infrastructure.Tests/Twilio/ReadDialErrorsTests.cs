using System.Text.Json.Nodes;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>
/// Why a contact was not dialled, from what Twilio noted on the agent's leg ("Call Notifications subresource"): no webhook says it.
/// </summary>
public class ReadDialErrorsTests
{
    private const string Agent = "CA00000000000000000000000000000001";

    private TwilioStandIn twilio = null!;

    [SetUp]
    public async Task StartAsync() => twilio = await TwilioStandIn.StartAsync();

    [TearDown]
    public async Task StopAsync() => await twilio.DisposeAsync();

    [Test]
    public async Task A_closed_country_is_read_without_the_number()
    {
        Noted(("13227", "Geo Permission configuration is not permitting call to +5351234567"));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { Error(13227, "Geo Permission configuration is not permitting call to …") }));
        Assert.That(
            twilio.Requests.Single().Path,
            Is.EqualTo($"/2010-04-01/Accounts/{TwilioWorld.AccountSid}/Calls/{Agent}/Notifications.json"));
    }

    [Test]
    public async Task What_else_Twilio_noted_is_no_reason()
    {
        Noted(
            ("12200", "Schema validation warning"),
            ("15003", "Warning Response to Callback URL"),
            ("13224", "Not supported"),
            ("11200", "HTTP retrieval failure"),
            ("13224", "Not supported"));
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { Error(13224, "Not supported") }));
    }

    [Test]
    public async Task A_note_of_an_address_that_is_none_hides_no_other()
    {
        twilio.Answers(200, """
            {"notifications": [
              {"error_code": "11100", "message_text": "Msg=Invalid+URL", "request_url": "http://", "request_method": "", "more_info": "http://", "message_date": "now"},
              {"error_code": 13224, "message_text": "Msg=Not+supported", "request_url": null, "request_method": null}]}
            """);
        Assert.That(await ReadAsync(), Is.EqualTo(new[] { Error(13224, "Not supported") }));
    }

    [TestCase(404, 20404)]
    public async Task A_call_that_Twilio_no_longer_knows_has_no_reasons(int status, int code)
    {
        twilio.AnswersError(status, code, "Not found");
        Assert.That(await ReadAsync(), Is.Empty);
    }

    [TestCase(401, 20003)]
    [TestCase(503, 20503)]
    public async Task No_answer_is_told_from_no_reason(int status, int code)
    {
        twilio.AnswersError(status, code, "Not now");
        Assert.That(await ReadAsync(), Is.Null);
    }

    private static CarrierReport.OfDialError Error(int code, string message) => new(Agent, new CarrierError(code, message));

    private void Noted(params (string Code, string Message)[] notes) => twilio.Answers(200, new JsonObject
    {
        ["notifications"] = new JsonArray([.. notes.Select(note => new JsonObject
        {
            ["error_code"] = note.Code,
            ["message_text"] = $"ErrorCode={note.Code}&LogLevel=ERROR&Msg={Uri.EscapeDataString(note.Message)}",
        })]),
        ["next_page_uri"] = null,
    }.ToJsonString());

    private async Task<IReadOnlyList<CarrierReport>?> ReadAsync()
    {
        await using var world = TwilioWorld.With(twilio);
        return await world.Telephony.ReadDialErrorsAsync(Agent, default);
    }
}

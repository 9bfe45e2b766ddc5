using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrmVoice.Oracle.Tests.OpenApi;

/// <summary>The check of answers itself: what is right it leaves alone, what is wrong it sees.</summary>
internal sealed partial class SchemaCheckTests
{
    /// <summary>Answers that Twilio gives as examples, but for a few slips of Twilio's.</summary>
    [Test]
    public void The_check_of_answers_agrees_with_Twilios_examples()
    {
        var voice = OpenApiDocument
            .Twilio.AllExamples()
            .Where(example => Regex.IsMatch(example.Name, @"\{AccountSid\}/(Calls|Recordings|Balance|IncomingPhoneNumbers|Conferences)[./]"))
            .ToArray();
        Assert.That(voice, Has.Length.GreaterThan(50));
        var complaints = voice.SelectMany(example => SchemaCheck.Of(OpenApiDocument.Twilio, example.Value, example.Schema, example.Name));
        Assert.That(complaints.Where(complaint => !SlipOfTwilios().IsMatch(complaint)), Is.Empty);
    }

    [TestCase("\"duration\":\"15\"", "\"duration\":15", "call.duration: must be text, not 15")]
    [TestCase("\"status\":\"completed\"", "\"status\":\"answered\"", "call.status: 'answered' is none of Twilio's values")]
    [TestCase("\"status\":\"completed\"", "\"status\":null", "call.status: must not be null")]
    [TestCase("\"price_unit\":\"USD\"", "\"price_unity\":\"USD\"", "call: 'price_unity' is not Twilio's")]
    [TestCase("\"price_unit\":\"USD\",", "", "call: 'price_unit' is missing")]
    [TestCase(
        "\"sid\":\"CAaaaa",
        "\"sid\":\"CAzaaa",
        "call.sid: 'CAzaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' is not of the form ^CA[0-9a-fA-F]{32}$")]
    [TestCase(
        "Tue, 31 Aug 2010 20:36:28 +0000",
        "2010-08-31T20:36:28Z",
        "call.date_created: '2010-08-31T20:36:28Z' is not of the format date-time-rfc-2822")]
    public void The_check_of_answers_sees_what_is_wrong(string right, string wrong, string expected)
    {
        var call = Compact(OpenApiDocument.Twilio.Example("post", "/Calls.json", 201, "create"));
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"$ref": "#/components/schemas/api.v2010.account.call"}""");
        Assert.That(call, Does.Contain(right));
        var changed = JsonSerializer.Deserialize<JsonElement>(call.Replace(right, wrong, StringComparison.Ordinal));
        Assert.That(SchemaCheck.Of(OpenApiDocument.Twilio, changed, schema, "call"), Has.Member(expected));
    }

    private static string Compact(string json) =>
        JsonNode.Parse(json)!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    [GeneratedRegex(
        @"price: must be a number, not ""|_application_sid: '' is|'[^']* \+0100' is not of the format date-time-rfc-2822$|capabilities: 'fax' is missing$"
    )]
    private static partial Regex SlipOfTwilios();
}

using System.Text.Json;
using System.Web;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>What Twilio does when a number is called, as it is read there and set.</summary>
internal sealed class VoiceSettingsTests
{
    private const string Sid = "PN00000000000000000000000000000001";
    private const string ApplicationSid = "AP00000000000000000000000000000001";

    private TwilioStandIn twilio = null!;
    private TwilioWorld world = null!;

    [SetUp]
    public async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        world = TwilioWorld.With(twilio);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await world.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test]
    public async Task What_is_not_set_is_empty_however_Twilio_writes_that_and_addresses_stay_as_they_are_written()
    {
        twilio.Answers(200, Numbers(new
        {
            sid = Sid,
            phone_number = "+551131230000",
            voice_url = "https://user:pass@OLD.example/in put?x={1}#ct=2000&rp=ct,5xx",
            voice_method = "GET",
            voice_fallback_url = "",
            status_callback = (string?)null,
            trunk_sid = (string?)null,
            voice_application_sid = ApplicationSid,
        }));

        var settings = (await world.VoiceSettings.ListAsync(default)).BySid[Sid];

        Assert.That(settings, Is.EqualTo(new VoiceSettings(
            new VoiceAddress("https://user:pass@OLD.example/in put?x={1}#ct=2000&rp=ct,5xx", "GET"),
            new VoiceAddress("", "POST"),
            new VoiceAddress("", "POST"),
            ApplicationSid)));
        twilio.Answers(200, "{}");
        await world.VoiceSettings.SetAsync(Sid, settings with { ApplicationSid = "" }, settings, default);
        Assert.That(Sent()["VoiceUrl"], Is.EqualTo(settings.Voice.Url), "as it was, to the letter");
        Assert.That((Sent()["VoiceFallbackUrl"], Sent()["VoiceMethod"]), Is.EqualTo(("", "GET")));
    }

    [Test]
    public async Task Ours_is_the_numbers_own_addresses_and_an_application_or_a_trunk_is_named_only_where_it_changes()
    {
        twilio.Answers(200, "{}");
        var number = NumberId.New();
        var ours = world.Get<IOwnVoiceSettings>().For(number);

        Assert.That(await world.VoiceSettings.SetAsync(Sid, ours with { ApplicationSid = ApplicationSid }, ours, default), Is.Null);

        var sent = Sent();
        Assert.That(twilio.Requests[^1].Path, Does.EndWith($"/IncomingPhoneNumbers/{Sid}.json"));
        Assert.That(sent.AllKeys, Is.EquivalentTo(new[]
        {
            "VoiceUrl", "VoiceMethod", "VoiceFallbackUrl", "VoiceFallbackMethod", "StatusCallback", "StatusCallbackMethod",
            "VoiceApplicationSid",
        }));
        Assert.That(sent["VoiceApplicationSid"], Is.Empty);
        Assert.That(sent["VoiceUrl"], Does.StartWith($"https://crm.example.com/twilio/numbers/{number.Value}/voice#"));
        Assert.That(sent["StatusCallback"], Does.StartWith($"https://crm.example.com/twilio/numbers/{number.Value}/voice-status#"));
    }

    [TestCase(400, 21402, 21402)]
    [TestCase(404, 20404, 20404)]
    [TestCase(503, 20503, 0)]
    public async Task A_refusal_is_told_with_its_code_and_what_may_have_been_done_with_none(int status, int code, int told)
    {
        twilio.Answers(status, $$"""{"code": {{code}}, "message": "No", "status": {{status}}}""");
        var ours = world.Get<IOwnVoiceSettings>().For(NumberId.New());

        Assert.That((await world.VoiceSettings.SetAsync(Sid, ours, ours, default))?.Code, Is.EqualTo(told));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1), "a change is not repeated");
        Assert.That((await world.VoiceSettings.ReadAsync(Sid, default)).Error?.Code, Is.EqualTo(code));
    }

    [Test]
    public void What_is_kept_can_be_read_again_and_nothing_else_can()
    {
        var own = world.Get<IOwnVoiceSettings>();
        var ours = own.For(NumberId.New());
        var change = new VoiceSettingsChange(ours with { TrunkSid = "TK1" }, ours);

        Assert.That(own.Reveal(own.Protect(change)), Is.EqualTo(change));
        Assert.That(own.Reveal("nonsense"), Is.Null);
    }

    private System.Collections.Specialized.NameValueCollection Sent() => HttpUtility.ParseQueryString(twilio.Requests[^1].Body);

    private static string Numbers(params object[] numbers) =>
        JsonSerializer.Serialize(new { incoming_phone_numbers = numbers, next_page_uri = (string?)null });
}

using CrmVoice.Web.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>At its start the application compares Twilio's idea of its address with its own.</summary>
internal sealed class AddressComparisonTests
{
    [Test]
    public async Task Numbers_that_lead_elsewhere_are_said_after_the_start_however_long_Twilio_takes()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        var held = new TaskCompletionSource();
        twilio.WhenAskedFor(
            "GET",
            $"{CrmVoiceApp.Aurora.AccountSid}/IncomingPhoneNumbers",
            Answers.Held(
                held.Task,
                Answers.Json(
                    200,
                    $$"""
                    {"incoming_phone_numbers": [{"phone_number": "{{CrmVoiceApp.Aurora.Number}}", "voice_url": "https://old.example.com/twilio/inbound?token=1"}], "next_page_uri": null}
                    """)));

        await using var app = await CrmVoiceApp.StartAsync(twilio.Url);
        app.Log.KeepsQuietAbout(CrmVoiceApp.Aurora.Number, CrmVoiceApp.Aurora.AccountSid, "token=1");
        using var anybody = app.CreateClient();
        Assert.That(await anybody.GetStringAsync("health/ready"), Is.EqualTo("Healthy"));
        Assert.That(SentWebhook(), Is.Empty);
        held.SetResult();

        await Eventually.EventuallyAsync(() => SentWebhook().Any(), "the log says where the number leads");
        Assert.That(
            SentWebhook().Single(),
            Does.Contain($"leads to https://old.example.com/twilio/inbound, and PublicBaseUrl is {app.Url}"));
        app.AssertNoErrorsLogged();

        IEnumerable<string> SentWebhook() =>
            app
                .Log.Lines.Where(line => line.Level is LogLevel.Warning && line.Text.Contains("old.example.com", StringComparison.Ordinal))
                .Select(line => line.Text);
    }
}

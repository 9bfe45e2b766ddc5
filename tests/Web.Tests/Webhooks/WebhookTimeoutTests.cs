using System.Globalization;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio;
using CrmVoice.Web.Webhooks.Twilio;
using Microsoft.Extensions.Options;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>How long a webhook waits beside how long Twilio was told to wait for its answer.</summary>
internal sealed class WebhookTimeoutTests
{
    private static readonly CallbackUrls urls = new(Options.Create(new PublicAddress { PublicBaseUrl = "https://voice.example" }));

    [Test]
    public void Whoever_is_on_the_line_is_answered_before_Twilio_gives_up_even_where_every_step_takes_all_its_time()
    {
        var longest = WebhookTimeouts.ToVerify + WebhookTimeouts.ToAnswer + WebhookTimeouts.ToCallOff + WebhookTimeouts.ToKeep
            + WebhookTimeouts.ToApologize;

        Assert.That(longest, Is.LessThan(WaitOf(urls.ForTwiML(CallId.New(), LegId.New(), "answer"))));
    }

    [Test]
    public void A_report_is_taken_or_refused_before_Twilio_gives_up()
    {
        var longest = WebhookTimeouts.ToVerify + WebhookTimeouts.ToStore;

        Assert.That(longest, Is.LessThan(WaitOf(urls.ForReports(CallId.New(), LegId.New(), "leg-status"))));
    }

    private static TimeSpan WaitOf(string url) =>
        TimeSpan.FromMilliseconds(int.Parse(
            url.Split('#')[1].Split('&').Single(part => part.StartsWith("rt=", StringComparison.Ordinal))[3..],
            CultureInfo.InvariantCulture));
}

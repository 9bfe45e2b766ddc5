using System.Globalization;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Calls;

/// <summary>Webhooks whose Timestamp cannot be right: the arrival stands in for it, and people see that, and what Twilio sent.</summary>
internal sealed class BrokenClockTests : WithStandIn
{
    private const string Field = "Timestamp";

    [TestCase("Thu, 01 Jan 1970 00:00:00 +0000")]
    [TestCase("Thu, 01 Jan 2099 00:00:00 +0000")]
    [TestCase("Fri, 31 Dec 9999 23:59:59 +0000")]
    [TestCase("yesterday at noon")]
    [TestCase("")]
    [TestCase(null)]
    public async Task A_time_that_cannot_be_right_is_shown_as_sent_and_the_arrival_is_used(string? timestamp)
    {
        var (agent, browser) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var _ = browser;
        var begun = DateTimeOffset.UtcNow;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        await call.SayAsync(Story(call).Select(said => WithTime(said, timestamp)));

        var ended = await agent.EndedAsync(call.Id);
        var steps = (await agent.TimelineAsync(call.Id)).Where(step => step.Kind == "status").ToList();
        await browser.OpenAsync("/contacts");
        await browser.SubmitAsync("/language", ("language", "en"));
        var page = await browser.OpenAsync($"/calls/{call.Id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((ended.State, ended.Result, ended.TalkSeconds), Is.EqualTo(("ended", "answered", 30)));
            Assert.That(
                new[] { ended.AgentAnsweredAt, ended.ConnectedAt, ended.EndedAt, ended.AgentLeg.InitiatedAt, ended.ContactLeg.EndedAt },
                Is.All.InRange(begun, DateTimeOffset.UtcNow));
            Assert.That(steps, Has.Count.EqualTo(8).And.All.Matches<StepBody>(step => step.At == step.ArrivedAt));
            Assert.That(page.Lines("[data-finding=time-estimated]"), Has.Some.StartsWith("Times from Twilio that cannot be right: 8."));
            Assert.That(page.Lines("time"), Has.Some.Match(@"^≈ \d\d:\d\d:\d\d$"));
            Assert.That(page.Text, Does.Contain("time estimated").And.Contain("Some of these times are estimated"));
            Assert.That(page.Text, Does.Contain(timestamp is null or "" ? "Twilio sent no time." : $"Twilio sent “{timestamp}”."));
        }
    }

    [Test]
    public async Task Of_a_clock_that_is_broken_for_a_moment_only_that_moment_is_estimated()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(role: Role.Supervisor);
        using var _ = browser;
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        var story = Story(call);

        await call.SayAsync(story.Select((said, number) => number == 2 ? WithTime(said, "Thu, 01 Jan 1970 00:00:00 +0000") : said));

        var ended = await agent.EndedAsync(call.Id);
        Assert.That(
            (ended.AgentLeg.RingingAt, ended.ContactLeg.EndedAt, ended.EndedAt),
            Is.EqualTo((TwilioCall.BeganAt.AddSeconds(2), TwilioCall.BeganAt.AddSeconds(50), TwilioCall.BeganAt.AddSeconds(51))));
        Assert.That(ended.AgentLeg.AnsweredAt, Is.InRange(TwilioCall.BeganAt, DateTimeOffset.UtcNow));
        var page = await browser.OpenAsync($"/calls/{call.Id}");
        Assert.That(page.Lines("[data-finding=time-estimated]"), Has.Some.StartsWith("Horários da Twilio que não podem estar certos: 1."));
    }

    [TestCase(-23)]
    [TestCase(23)]
    public async Task A_clock_that_is_off_by_less_than_a_day_is_believed(int hours)
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        await call.SayAsync(Story(call).Select(said => WithTime(said, TwilioCall.Rfc2822(TimeOf(said).AddHours(hours)))));

        var ended = await agent.EndedAsync(call.Id);
        Assert.That(
            (ended.AgentAnsweredAt, ended.EndedAt, ended.AgentRingSeconds),
            Is.EqualTo((TwilioCall.BeganAt.AddSeconds(9).AddHours(hours), TwilioCall.BeganAt.AddSeconds(51).AddHours(hours), 7)));
    }

    private static List<TwilioCall.SentWebhook> Story(TwilioCall call) =>
    [
        call.Agent("initiated", 0), call.Agent("ringing", 2), call.Agent("in-progress", 9),
        call.Contact("initiated", 12), call.Contact("ringing", 13), call.Contact("in-progress", 20),
        call.Contact("completed", 50, ("CallDuration", "30")), call.Agent("completed", 51, ("CallDuration", "42")),
    ];

    private static DateTimeOffset TimeOf(TwilioCall.SentWebhook said) =>
        DateTimeOffset.Parse(said.Fields.Last(field => field.Name == Field).Value, CultureInfo.InvariantCulture);

    private static TwilioCall.SentWebhook WithTime(TwilioCall.SentWebhook said, string? timestamp)
    {
        (string, string)[] time = timestamp is null ? [] : [(Field, timestamp)];
        return said with { Fields = [.. said.Fields.Where(field => field.Name != Field), .. time] };
    }
}

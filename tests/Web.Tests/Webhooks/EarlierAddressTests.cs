using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Webhooks;

/// <summary>Twilio goes on calling the addresses that it was given, also by a version before this one.</summary>
internal sealed class EarlierAddressTests : WithStandIn
{
    [Test]
    public async Task A_call_that_is_told_of_at_the_addresses_of_a_version_before_ends_right()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        TwilioCall.SentWebhook[] said =
        [
            call.Agent("ringing", 2), call.Agent("in-progress", 8), call.Answer(),
            call.Contact("ringing", 12), call.Contact("in-progress", 20), call.Machine("human"),
            call.Contact("completed", 50, ("CallDuration", "30")), call.Dial("completed", seconds: 30),
            call.Agent("completed", 51, ("CallDuration", "43")), call.Recording(seconds: 30),
        ];
        foreach (var one in said)
        {
            Assert.That(
                (int)(await App.TwilioReports(agent.Tenant, call.EarlierUrlOf(one.Webhook), one.Fields)).StatusCode,
                Is.AnyOf(200, 204),
                one.Webhook);
        }

        var ended = await call.ReadAsync();
        Assert.That((ended.State, ended.Result, ended.TalkSeconds), Is.EqualTo(("ended", "answered", 30)));
        Assert.That((ended.ContactLeg.AnsweredBy, ended.Recordings.Count), Is.EqualTo(("human", 1)));
    }

    [Test]
    public async Task What_follows_is_said_at_the_addresses_of_this_version()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        var answer = await App.TwilioReports(agent.Tenant, call.EarlierUrlOf("answer"), call.Answer().Fields);
        Assert.That(
            await answer.Content.ReadAsStringAsync(),
            Does.Contain(call.UrlOf("contact-status")).And.Contain(call.UrlOf("dial-result")));
    }

    [Test]
    public async Task A_leg_of_another_call_is_hung_up()
    {
        var (agent, other) = (await App.HireAsync(), await App.HireAsync());
        var (call, theirs) = (await TwilioCall.PlaceAsync(App, Twilio, agent), await TwilioCall.PlaceAsync(App, Twilio, other));
        var url = theirs.UrlOf("agent-status").Replace($"{theirs.Id}", $"{call.Id}", StringComparison.Ordinal);
        var stranger = call.Agent("ringing", 2)
            .Fields.Select(field => field.Name == "CallSid" ? (field.Name, $"CA{Guid.NewGuid():N}") : field)
            .ToArray();

        Assert.That((int)(await App.TwilioReports(agent.Tenant, url, stranger)).StatusCode, Is.EqualTo(204));

        await call.TakenAsync();
        Assert.That((await agent.TimelineAsync(call.Id)).Select(step => step.Kind), Does.Contain("unknown-leg"));
        Assert.That((await call.ReadAsync()).Legs.Select(leg => leg.CallSid), Is.EqualTo(new[] { call.AgentSid }));
    }
}

using System.Diagnostics;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Carrier;

/// <summary>An account that may be asked for one call a second, and everybody calls at once.</summary>
internal sealed class PacingTests : WithStandIn
{
    [Test]
    public async Task Calls_wait_for_a_free_line_in_the_order_in_which_they_were_placed_and_say_so()
    {
        var tenant = await App.CreateOrganizationAsync(callsPerSecond: 1);
        var (last, browser) = await App.HireWithBrowserAsync(tenant);
        using var _ = browser;
        Agent[] agents = [await App.HireAsync(tenant), await App.HireAsync(tenant), await App.HireAsync(tenant), last];
        var calls = new List<Guid>();
        foreach (var agent in agents)
        {
            calls.Add((await agent.PlaceAsync("+5511987650001")).Id);
        }

        var waiting = await last.ReachedAsync(calls[^1], call => call.EstimatedWaitSeconds is not null, "the call waits");
        var bar = await browser.OpenAsync("/call-bar");
        var begun = await last.ReachedAsync(calls[^1], "calling-agent");

        var sent = Twilio
            .AskedFor(tenant.AccountSid)
            .Where(request => request.Method == "POST")
            .Select(request => request.Form("To").Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((waiting.State, waiting.EstimatedWaitSeconds), Is.EqualTo(("requested", 3)));
            Assert.That(bar.Text, Does.Contain("Aguardando linha livre").And.Contain("espera de cerca de 3 s"));
            Assert.That(begun.EstimatedWaitSeconds, Is.Null);
            Assert.That(sent, Is.EqualTo(agents.Select(agent => agent.Phone)));
            Assert.That(
                (await last.TimelineAsync(calls[^1])).Select(step => (step.Kind, step.Effect)),
                Is.EqualTo(
                    new[]
                    {
                        ("requested", "state:requested"),
                        ("waiting-for-line", "merged"),
                        ("create-sent", "sent"),
                        ("create-accepted", "state:calling-agent"),
                    }));
        }
    }

    [Test]
    public async Task A_neighbour_who_claims_the_same_account_with_another_token_keeps_nobody_waiting()
    {
        var owner = await App.CreateOrganizationAsync(callsPerSecond: 1);
        var neighbour = await App.CreateOrganizationAsync(callsPerSecond: 1, sharing: owner with { AuthToken = $"{Guid.NewGuid():N}" });
        var crowd = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => App.HireAsync(neighbour)));
        await Task.WhenAll(crowd.Select(one => one.PlaceAsync("+5511987650001")));
        var agent = await App.HireAsync(owner);
        var placedAt = Stopwatch.GetTimestamp();

        await agent.PlaceAsync("+5511987650001");
        await Twilio.CreateOfAsync(agent.Phone);

        await TestContext.Out.WriteLineAsync($"Asked for after {Stopwatch.GetElapsedTime(placedAt).TotalMilliseconds:0} ms.");
        Assert.That(
            crowd.Count(one => Twilio.CreatesOf(one.Phone).Count == 0),
            Is.GreaterThan(4),
            "of the neighbour's eight calls, one a second");
    }
}

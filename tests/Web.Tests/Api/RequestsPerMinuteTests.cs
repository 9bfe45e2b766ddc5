using System.Net;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Api;

/// <summary>How many requests of the API one member's programs may make in a minute, and those of an organization.</summary>
internal sealed class RequestsPerMinuteTests
{
    [Test]
    public async Task A_program_that_runs_wild_has_to_wait_and_so_has_its_organization_and_nobody_else()
    {
        await using var twilio = await TwilioStandIn.StartAsync();
        await using var app = await CrmVoiceApp.StartAsync(
            twilio.Url, ("Api:RequestsPerMinute", "3"), ("Api:RequestsPerMinuteInOrganization", "5"));
        var tenant = await app.CreateOrganizationAsync();
        var (wild, colleague, late) = (await app.HireAsync(tenant), await app.HireAsync(tenant), await app.HireAsync(tenant));
        var stranger = await app.HireAsync(await app.CreateOrganizationAsync());

        var refused = await AskAsync(wild, 4);
        var theirs = await AskAsync(colleague, 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused, Is.EqualTo(new[] { 200, 200, 200, 429 }), "its own");
            Assert.That(theirs, Is.EqualTo(new[] { 200, 200, 429 }), "the organization's; what was refused does not count");
            Assert.That(await AskAsync(late, 1), Is.EqualTo(new[] { 429 }));
            Assert.That(await AskAsync(stranger, 3), Is.EqualTo(new[] { 200, 200, 200 }), "another organization's");
        }

        using var answer = await wild.Api.GetAsync("api/v1/calls");
        Assert.That(answer.Headers.RetryAfter?.Delta, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"too-many-requests\""));
        using var browser = await app.SignInAsync((await app.HireWithPasswordAsync(tenant)).Email);
        Assert.That((await browser.OpenAsync("/calls")).Status, Is.EqualTo((int)HttpStatusCode.OK), "pages are no programs");
        app.AssertNoErrorsLogged();
    }

    private static async Task<int[]> AskAsync(Agent agent, int times)
    {
        var statuses = new List<int>();
        for (var request = 0; request < times; request++)
        {
            using var answer = await agent.Api.GetAsync("api/v1/calls");
            statuses.Add((int)answer.StatusCode);
        }

        return [.. statuses];
    }
}

using System.Globalization;
using System.Net.Http.Json;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Api;

/// <summary>Lists of one organization's calls: filters, pages, and nothing of anybody else.</summary>
internal sealed class ListTests : WithStandIn
{
    [Test]
    public async Task Calls_come_newest_first_in_pages_that_neither_skip_nor_repeat()
    {
        var (agent, calls) = await PlaceSomeAsync(5);
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await ListAsync(agent, cursor is null ? "limit=2" : $"limit=2&cursor={Uri.EscapeDataString(cursor)}");
            Assert.That(page.Items, Has.Count.LessThanOrEqualTo(2));
            seen.AddRange(page.Items.Select(call => call.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.That(seen, Is.EqualTo(calls.AsEnumerable().Reverse()));
    }

    [TestCase("state=ended", 3)]
    [TestCase("state=connected", 0)]
    [TestCase("result=carrier-failed", 3)]
    [TestCase("result=answered", 0)]
    [TestCase("direction=outbound", 3)]
    [TestCase("direction=inbound", 0)]
    [TestCase("number=%2B5511987650001", 3)]
    [TestCase("number=(11)+98765-0001", 3)]
    [TestCase("number=11987650002", 0)]
    [TestCase("number=+5511987650001", 3)]
    [TestCase("number=%205511987650001", 3)]
    [TestCase("number=0055+11+98765-0001", 3)]
    [TestCase("number=%2B11987654321", 0)]
    [TestCase("contactId=01990000-0000-7000-8000-000000000009", 0)]
    [TestCase("agentId=01990000-0000-7000-8000-000000000009", 0)]
    [TestCase("since=2026-01-01&state=ended&result=carrier-failed", 3)]
    [TestCase("since=2999-01-01", 0)]
    [TestCase("until=2026-01-01T00:00:00Z", 0)]
    [TestCase("since=0001-01-01", 3)]
    [TestCase("since=0001-01-01T00:00:00%2B14:00", 3)]
    [TestCase("since=0001-01-01T00:00:00+14:00", 3)]
    [TestCase("since=0001-01-01&until=0001-01-01", 0)]
    [TestCase("until=9999-12-31", 3)]
    [TestCase("until=9999-12-31T23:59:59.999999999-14:00", 3)]
    [TestCase("since=9999-12-31T23:59:59.999999999-14:00", 0)]
    [TestCase("since=2026-01-01T00:00:00.123456789Z&until=9999-12-31T00:00:00.123456789123Z", 3)]
    [TestCase("since=2026-01-01t00:00:00+03:00", 3)]
    public async Task A_list_is_narrowed_by_what_is_asked(string query, int found)
    {
        var (agent, _) = await PlaceSomeAsync(3);

        Assert.That((await ListAsync(agent, query)).Items, Has.Count.EqualTo(found));
    }

    [Test]
    public async Task Since_counts_the_moment_and_until_does_not()
    {
        var (agent, calls) = await PlaceSomeAsync(3);
        var middle = Uri.EscapeDataString((await agent.CallAsync(calls[1])).RequestedAt.ToString("O", CultureInfo.InvariantCulture));

        Assert.That((await ListAsync(agent, $"since={middle}")).Items.Select(call => call.Id), Is.EqualTo(new[] { calls[2], calls[1] }));
        Assert.That((await ListAsync(agent, $"until={middle}")).Items.Select(call => call.Id), Is.EqualTo(new[] { calls[0] }));
    }

    [Test]
    public async Task Agents_and_contacts_have_their_own_calls()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent, "+5511987650004");

        Assert.That((await ListAsync(agent, $"agentId={agent.Id}")).Items.Single().Id, Is.EqualTo(call.Id));
        Assert.That(
            (await ListAsync(agent, $"contactId={ContractTests.ContactOf("+5511987650004")}&state=calling-agent&agentId={agent.Id}"))
                .Items.Single()
                .Id,
            Is.EqualTo(call.Id));
    }

    [Test]
    public async Task Events_go_on_where_they_stopped()
    {
        var (agent, calls) = await PlaceSomeAsync(2);

        var all = (await agent.Api.GetFromJsonAsync<PageOf<EventBody>>("api/v1/events"))!;
        var rest = (await agent.Api.GetFromJsonAsync<PageOf<EventBody>>($"api/v1/events?after={all.Items[1].Id}&limit=1"))!;
        var none = (await agent.Api.GetFromJsonAsync<PageOf<EventBody>>($"api/v1/events?after={all.NextAfter}"))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Items.Select(happened => happened.Id), Is.Ordered.And.Unique);
            Assert.That(
                all.Items.Select(happened => (happened.CallId, happened.Type)),
                Is.EqualTo(calls.SelectMany(call => new[] { (call, "call.requested"), (call, "call.ended") })));
            Assert.That(rest.Items.Single(), Is.EqualTo(all.Items[2]));
            Assert.That((none.Items.Count, none.NextAfter), Is.EqualTo((0, all.NextAfter)));
        }
    }

    // Calls that Twilio refuses end at once; an organization of its own sees no others.
    private static async Task<(Agent Agent, List<Guid> Calls)> PlaceSomeAsync(int count)
    {
        var agent = await App.HireAsync(await App.CreateOrganizationAsync());
        Twilio.WhenCalling(agent.Phone, Answers.Error(400, 21211, "Invalid"));
        var calls = new List<Guid>();
        while (calls.Count < count)
        {
            calls.Add((await agent.EndedAsync((await agent.PlaceAsync("+5511987650001")).Id)).Id);
        }

        return (agent, calls);
    }

    private static async Task<PageOf<CallBody>> ListAsync(Agent agent, string query) =>
        (await agent.Api.GetFromJsonAsync<PageOf<CallBody>>($"api/v1/calls?{query}"))!;
}

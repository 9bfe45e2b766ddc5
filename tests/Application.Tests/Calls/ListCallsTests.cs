using CrmVoice.Application.Calls;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;

namespace CrmVoice.Application.Tests.Calls;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class ListCallsTests(DatabaseProvider database)
{
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Pages_follow_each_other_without_gap_or_repetition_even_within_one_instant()
    {
        var placed = new List<Guid>();
        for (var count = 0; count < 7; count++)
        {
            placed.Add((await PlaceAsync("+5511987650001")).Id);
            crm.Clock.Advance(count % 3 == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        }

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await crm.SendAsync(new ListCalls(Limit: 2, Cursor: cursor));
            seen.AddRange(page.Items.Select(call => call.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.That(seen, Is.EquivalentTo(placed).And.Unique);
    }

    [Test]
    public async Task Filters_narrow_the_list()
    {
        var first = await PlaceAsync("+5511987650001");
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await PlaceAsync("+5511987650002");
        await AssertListsAsync(new ListCalls(Number: "(11) 98765-0001"), first.Id);
        await AssertListsAsync(new ListCalls(ContactId: crm.Contact.Value), first.Id);
        await AssertListsAsync(new ListCalls(Since: second.RequestedAt), second.Id);
        await AssertListsAsync(new ListCalls(Until: second.RequestedAt), first.Id);
        await AssertListsAsync(
            new ListCalls(
                State: CallState.Ended,
                Result: CallResult.Canceled,
                Direction: CallDirection.Outbound,
                AgentId: crm.Agent.Id.Value),
            second.Id,
            first.Id);
        await AssertListsAsync(new ListCalls(State: CallState.Connected));
        await AssertListsAsync(new ListCalls(AgentId: crm.Colleague.Id.Value));
    }

    [Test]
    public void A_filter_that_is_no_number_is_refused() =>
        Assert.That(async () => await crm.SendAsync(new ListCalls(Number: "banana")), Throws.TypeOf<DomainRuleException>());

    [TestCase(0, null)]
    [TestCase(201, null)]
    [TestCase(50, "not a cursor")]
    [TestCase(50, "OTk5OTk5OTk5OTk5OTk5OTk5OTk6MA==")]
    public void Nonsense_is_refused(int limit, string? cursor) =>
        Assert.That(async () => await crm.SendAsync(new ListCalls(Limit: limit, Cursor: cursor)), Throws.TypeOf<ValidationException>());

    private async Task<CallView> PlaceAsync(string to)
    {
        var call = await crm.SendAsync(new PlaceCall(to, null));
        await crm.SendAsync(new HangUpCall(call.Id));
        return call;
    }

    private async Task AssertListsAsync(ListCalls query, params Guid[] expected) =>
        Assert.That((await crm.SendAsync(query)).Items.Select(call => call.Id), Is.EqualTo(expected));
}

using CrmVoice.Domain.Contacts;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>Both databases find the same rows in the same order.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class QueryTests(DatabaseProvider database)
{
    private readonly Rows rows = new();
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task Calls_are_ordered_and_cut_by_the_instant_and_not_by_how_it_is_written()
    {
        DateTimeOffset[] times =
        [
            Rows.Noon.AddTicks(1),
            Rows.Noon.ToOffset(TimeSpan.FromHours(14)),
            Rows.Noon.AddMinutes(-1).ToOffset(TimeSpan.FromHours(-12)),
            Rows.Noon.AddHours(1).ToOffset(TimeSpan.FromHours(-3)),
        ];
        await store.SaveAsync(rows.Organization, times.Select(at => rows.Call(at)));
        var since = Rows.Noon.ToOffset(TimeSpan.FromHours(-3));
        var seen = await store.AsAsync(
            rows.Organization,
            db => db.Calls.OrderBy(call => call.RequestedAt).Select(call => call.RequestedAt).ToListAsync());
        var later = await store.AsAsync(rows.Organization, db => db.Calls.CountAsync(call => call.RequestedAt > since));
        Assert.That(seen, Is.EqualTo(times.Order()));
        Assert.That(later, Is.EqualTo(2));
    }

    [TestCase("joao", true)]
    [TestCase("JOÃO", true)]
    [TestCase("acao", true)]
    [TestCase("AÇÃO", true)]
    [TestCase("100%", true)]
    [TestCase("[sul]", true)]
    [TestCase("a_b", true)]
    [TestCase("+55119", true)]
    [TestCase("1%0", false)]
    [TestCase("[a-z]", false)]
    [TestCase("a?b", false)]
    public async Task A_search_minds_neither_case_nor_accents_and_takes_signs_as_they_are(string typed, bool isFound)
    {
        await store.SaveAsync(rows.Organization, rows.Contact("João d'Ávila", "Ação 100% [Sul] a_b"));
        var text = Contact.Fold(typed);
        Assert.That(
            await store.AsAsync(rows.Organization, db => db.Contacts.AnyAsync(contact => contact.SearchText.Contains(text))),
            Is.EqualTo(isFound));
    }

    [Test]
    public async Task Contacts_are_listed_in_one_order()
    {
        await store.SaveAsync(
            rows.Organization,
            ((string[])["Zé", "álvaro", "Ana", "bruno", "Ángela", "Ana-Maria", "ana paula"]).Select(name => rows.Contact(name)));
        var names = await store.AsAsync(
            rows.Organization,
            db => db.Contacts.OrderBy(contact => contact.SearchText).Select(contact => contact.Name).ToListAsync());
        Assert.That(names, Is.EqualTo(new[] { "álvaro", "Ana", "ana paula", "Ana-Maria", "Ángela", "bruno", "Zé" }));
    }

    [Test]
    public async Task Whoever_follows_the_ids_of_events_misses_none_while_many_write()
    {
        const int Writers = 8;
        const int EventsEach = 15;
        using var done = new CancellationTokenSource();
        var follower = Task.Run(() => FollowAsync(done.Token));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var count = 0; count < EventsEach; count++)
            {
                var call = rows.Call();
                await store.SaveAsync(rows.Organization, call, rows.Event(call));
            }
        })));
        await done.CancelAsync();
        Assert.That(
            await follower,
            Is.EqualTo(
                await store.AsAsync(
                    rows.Organization,
                    db => db.CallEvents.OrderBy(happened => happened.Id).Select(happened => happened.Id).ToListAsync())));
    }

    // As the feed and the API do: what lies beyond the last one seen, once more after the last writer is done.
    private async Task<List<long>> FollowAsync(CancellationToken done)
    {
        List<long> seen = [];
        for (var isLast = false; ; isLast = done.IsCancellationRequested)
        {
            var after = seen.LastOrDefault();
            seen.AddRange(
                await store.AsAsync(
                    rows.Organization,
                    db =>
                        db.CallEvents.Where(happened => happened.Id > after)
                            .OrderBy(happened => happened.Id)
                            .Select(happened => happened.Id)
                            .ToListAsync(CancellationToken.None)));
            if (isLast)
            {
                return seen;
            }
        }
    }
}

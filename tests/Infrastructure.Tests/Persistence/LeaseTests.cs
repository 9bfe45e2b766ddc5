using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>One process has it, until it gives it back or dies.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class LeaseTests(DatabaseProvider database)
{
    private const string Name = "something";
    private static readonly TimeSpan length = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider clock = new(Rows.Noon);
    private readonly (Guid One, Guid Other) processes = (Guid.NewGuid(), Guid.NewGuid());
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task Whoever_comes_first_has_it_and_keeps_it_by_coming_back()
    {
        Assert.That(await HoldAsync(processes.One), Is.True);
        Assert.That(await HoldAsync(processes.Other), Is.False);
        clock.Advance(length - TimeSpan.FromSeconds(1));
        Assert.That(await HoldAsync(processes.One), Is.True);
        clock.Advance(length - TimeSpan.FromSeconds(1));
        Assert.That(await HoldAsync(processes.Other), Is.False);
    }

    [Test]
    public async Task Another_takes_over_when_the_holder_has_not_come_back()
    {
        await HoldAsync(processes.One);
        clock.Advance(length);
        Assert.That(await HoldAsync(processes.Other), Is.True);
        Assert.That(await HoldAsync(processes.One), Is.False);
    }

    [Test]
    public async Task A_lease_that_seems_to_be_held_for_hours_was_taken_before_the_clock_was_set_back_and_is_free()
    {
        await HoldAsync(processes.One);
        var back = new FakeTimeProvider(Rows.Noon - TimeSpan.FromHours(2));
        Assert.That(await store.AsAsync(null, db => new Leases(db, back).TryHoldAsync(Name, processes.Other, length, default)), Is.True);
    }

    [Test]
    public async Task What_is_given_back_is_free_at_once_and_only_the_holder_can_give_it_back()
    {
        await HoldAsync(processes.One);
        await ReleaseAsync(processes.Other);
        Assert.That(await HoldAsync(processes.Other), Is.False);
        await ReleaseAsync(processes.One);
        Assert.That(await HoldAsync(processes.Other), Is.True);
    }

    [Test]
    public async Task Of_many_that_come_at_once_one_has_it()
    {
        var held = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => HoldAsync(Guid.NewGuid()))));
        Assert.That(held.Count(has => has), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_two_that_both_found_it_free_one_has_it()
    {
        var otherHasIt = false;
        await using var otherProcess = store.OfAnotherProcess();
        var hasIt = await store.AsAsync(null, db =>
        {
            db.SavingChanges += (_, _) => otherHasIt = HoldAsync(processes.Other, otherProcess).GetAwaiter().GetResult();
            return new Leases(db, clock).TryHoldAsync(Name, processes.One, length, default);
        });
        Assert.That((hasIt, otherHasIt), Is.EqualTo((false, true)));
    }

    private Task<bool> HoldAsync(Guid process, Store? on = null) =>
        (on ?? store).AsAsync(null, db => new Leases(db, clock).TryHoldAsync(Name, process, length, default));

    private Task<bool> ReleaseAsync(Guid process) =>
        store.AsAsync(
            null,
            async db =>
            {
                await new Leases(db, clock).ReleaseAsync(Name, process, default);
                return true;
            });
}

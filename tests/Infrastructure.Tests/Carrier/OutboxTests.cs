using System.Diagnostics.Metrics;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Tests.Persistence;
using CrmVoice.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Infrastructure.Tests.Carrier;

/// <summary>Whether the outbox moves, as those see it who watch from outside.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class OutboxTests(DatabaseProvider database)
{
    private readonly Rows rows = new();
    private readonly FakeTimeProvider clock = new(Rows.Noon);
    private Store store = null!;
    private OutboxPulse pulse = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        store = await Store.CreateAsync(database);
        pulse = new OutboxPulse(clock);
    }

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task A_dispatcher_that_has_stopped_going_round_is_unhealthy_until_it_goes_on()
    {
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(await HealthAsync(), Is.EqualTo(HealthStatus.Healthy));

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await HealthAsync(), Is.EqualTo(HealthStatus.Unhealthy));

        pulse.Beat();
        Assert.That(await HealthAsync(), Is.EqualTo(HealthStatus.Healthy));
    }

    [TestCase(120, HealthStatus.Healthy)]
    [TestCase(121, HealthStatus.Unhealthy)]
    public async Task A_request_that_is_due_for_long_and_not_claimed_is_unhealthy(int seconds, HealthStatus expected)
    {
        await EnqueueAsync(TimeSpan.Zero);
        await EnqueueAsync(TimeSpan.FromMinutes(10));

        Assert.That(await HealthAfterAsync(seconds), Is.EqualTo(expected));
    }

    [Test]
    public async Task What_was_claimed_is_somebodys_and_does_not_count()
    {
        await EnqueueAsync(TimeSpan.Zero, claimed: true);

        Assert.That(await HealthAfterAsync(600), Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task A_database_that_does_not_answer_is_told_and_not_thrown()
    {
        await using var broken = Store.At(DatabaseProvider.Sqlite, "Data Source=/proc/no-such-place/crmvoice.db");

        var health = await new OutboxHealth(pulse, broken.DatabaseProbe, clock).CheckHealthAsync(new HealthCheckContext());

        Assert.That(health.Status, Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task Its_depth_and_the_age_of_what_is_due_are_measured()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var measured = new Measured(meters);
        using var watch = new QueueWatch(
            new StorageGate(),
            store.Services.GetRequiredService<IServiceScopeFactory>(),
            clock,
            meters,
            NullLogger<QueueWatch>.Instance);
        await EnqueueAsync(TimeSpan.FromMinutes(10));
        await watch.LookAsync(CancellationToken.None);
        Assert.That(
            (measured.Of("crmvoice.outbox.depth")[^1], measured.Of("crmvoice.outbox.oldest_due.age")[^1]),
            Is.EqualTo(((1d, ""), (0d, ""))),
            "nothing is due yet");

        await EnqueueAsync(TimeSpan.Zero);
        await EnqueueAsync(TimeSpan.FromSeconds(50));
        await EnqueueAsync(TimeSpan.Zero, claimed: true);
        clock.Advance(TimeSpan.FromSeconds(90));

        await watch.LookAsync(CancellationToken.None);

        Assert.That(
            (measured.Of("crmvoice.outbox.depth")[^1], measured.Of("crmvoice.outbox.oldest_due.age")[^1]),
            Is.EqualTo(((4d, ""), (90d, ""))));
    }

    private async Task<HealthStatus> HealthAfterAsync(int seconds)
    {
        clock.Advance(TimeSpan.FromSeconds(seconds));
        pulse.Beat();
        return await HealthAsync();
    }

    private async Task<HealthStatus> HealthAsync() =>
        (await new OutboxHealth(pulse, store.DatabaseProbe, clock).CheckHealthAsync(new HealthCheckContext())).Status;

    private async Task EnqueueAsync(TimeSpan delay, bool claimed = false)
    {
        var call = rows.Call();
        var request = CarrierRequest.Enqueue(
            rows.Organization,
            call.Id,
            HangUpLeg.Name,
            HangUpLeg.PayloadOf(rows.Sid("CA")),
            clock.GetUtcNow(),
            delay);
        if (claimed)
        {
            request.Claim(Guid.NewGuid(), clock.GetUtcNow());
        }

        await store.SaveAsync(rows.Organization, call, request);
    }
}

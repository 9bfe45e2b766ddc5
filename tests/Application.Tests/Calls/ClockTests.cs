using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Carrier;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>The clock was two hours ahead and has been set back: what was put off by it is not waited for.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan ahead = TimeSpan.FromHours(2);
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(callsPerSecond: 1);
        await crm.ProveAccountsAsync();
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Calls_that_wait_in_line_all_go_out_within_as_many_seconds_as_there_are_and_a_few()
    {
        await crm.AddWaitingCallsAsync(3);
        await crm.LookAsync(async db =>
        {
            var pace = CarrierPace.Of(TestCrm.SharedAccountSid, crm.Clock.GetUtcNow() + ahead);
            db.Add(pace);
            foreach (var request in await db.CarrierRequests.ToListAsync())
            {
                request.Postpone(request.DueAt + ahead);
                request.TakeTurn(pace.Reserve(1, crm.Clock.GetUtcNow() + ahead));
            }

            return await db.SaveChangesAsync();
        });

        var sent = 0;
        for (var second = 0; second < 20 && sent < 3; second++)
        {
            await crm.Hosted<DueTimeCorrection>().CorrectAsync(CancellationToken.None);
            sent += await ClaimDueAsync();
            crm.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(sent, Is.EqualTo(3));
    }

    [Test]
    public async Task A_line_that_is_long_because_many_wait_in_it_is_left_as_it_is()
    {
        await crm.AddWaitingCallsAsync(300);
        var before = await DueAsync();

        await crm.Hosted<DueTimeCorrection>().CorrectAsync(CancellationToken.None);

        Assert.That(await DueAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_live_call_that_was_heard_of_in_the_future_is_looked_up_when_it_has_been_silent_for_a_minute()
    {
        await crm.AddLiveCallsAsync(count: 1);
        await crm.LookAsync(db =>
            db.Calls.ExecuteUpdateAsync(call => call.SetProperty(one => one.LastHeardAt, crm.Clock.GetUtcNow() + ahead)));

        await crm.Hosted<CheckTimeCorrection>().CorrectAsync(CancellationToken.None);
        crm.Clock.Advance(TimeSpan.FromSeconds(61));
        using var reconciler = crm.CreateReconciler();
        await reconciler.TryReconcileAsync(CancellationToken.None);

        Assert.That(await crm.LookAsync(db => db.CarrierRequests.CountAsync(request => request.Kind == LookUpLegs.Name)), Is.EqualTo(1));
    }

    [Test]
    public async Task An_ended_call_that_is_to_be_seen_to_in_a_year_is_seen_to_now()
    {
        await crm.AddLiveCallsAsync(count: 1);
        await crm.LookAsync(db =>
            db.Calls.ExecuteUpdateAsync(call => call.SetProperty(one => one.NextCheckAt, crm.Clock.GetUtcNow().AddYears(1))));

        await crm.Hosted<CheckTimeCorrection>().CorrectAsync(CancellationToken.None);

        Assert.That(await crm.LookAsync(db => db.Calls.Select(call => call.NextCheckAt).SingleAsync()), Is.EqualTo(crm.Clock.GetUtcNow()));
    }

    private Task<List<DateTimeOffset>> DueAsync() =>
        crm.LookAsync(db =>
            db.CarrierRequests.AsNoTracking().OrderBy(request => request.CreatedAt).Select(request => request.DueAt).ToListAsync());

    private async Task<int> ClaimDueAsync()
    {
        var now = crm.Clock.GetUtcNow();
        var due = await crm.LookAsync(db =>
            db.CarrierRequests.AsNoTracking()
                .Where(request => request.State == CarrierRequestState.Pending && request.DueAt <= now)
                .Select(request => request.Id)
                .ToListAsync());
        var sent = 0;
        foreach (var id in due)
        {
            sent += await crm.SendAsync(new ClaimCarrierRequest(id)) is CreateCall.Order ? 1 : 0;
        }

        return sent;
    }
}

using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Carrier;

/// <summary>
/// Every couple of seconds stores what is in the book of refusals, with the organizations it concerns: those that have the account that was
/// claimed and Twilio's word that it is theirs (of several that share it, the one whose call it is), else the one whose call it is. What is
/// nobody's is forgotten; the metric has counted it.
/// </summary>
internal sealed partial class RejectionWriter(
    StorageGate gate,
    RejectionBuffer book,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<RejectionWriter> logger) : StorageService(gate)
{
    public const int SamplesKept = 50;
    private static readonly TimeSpan storesEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan storesAtMostEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan tellsEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan countsKept = TimeSpan.FromDays(30);

    private readonly Dictionary<RejectionReason, long> untold = [];
    private long? toldAt;

    /// <summary>Stores what the book holds; what cannot be stored goes back into it.</summary>
    public async Task StoreAsync()
    {
        var batch = book.Take();
        Tell(batch);
        if (batch.Counts.Count == 0)
        {
            return;
        }

        foreach (var (organization, share) in await TryAsync(batch, owner: null, () => ShareOutAsync(batch)) ?? [])
        {
            await TryAsync(share, organization, () => StoreAsync(organization, share));
        }
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(storesEvery, clock);
        try
        {
            for (var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask(); ;)
            {
                await Task.WhenAny(tick, book.IsFilling);
                if (tick.IsCompleted)
                {
                    await tick;
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                    await TryExpectAsync();
                }

                await StoreAsync();
                await Task.Delay(storesAtMostEvery, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The door is closed by now: this is the rest.
            await StoreAsync();
        }
    }

    // A line for each would fill a disk for whoever likes to.
    private void Tell(RejectionBatch batch)
    {
        foreach (var same in batch.Counts.Where(pair => pair.Key.Claim.Owner is null).GroupBy(pair => pair.Key.Reason, pair => pair.Value))
        {
            untold[same.Key] = untold.GetValueOrDefault(same.Key) + same.Sum();
        }

        if ((untold.Count > 0 || batch.Unattributed > 0) && (toldAt is not { } last || clock.GetElapsedTime(last) >= tellsEvery))
        {
            LogRefused(string.Join(", ", untold.Select(reason => $"{Kebab.Of(reason.Key)} {reason.Value}")), batch.Unattributed);
            untold.Clear();
            toldAt = clock.GetTimestamp();
        }
    }

    private async Task TryExpectAsync()
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            book.Expect(await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>().ListAccountSidsAsync(CancellationToken.None));
        }
        catch (Exception exception)
        {
            LogPollFailed(exception);
        }
    }

    private async Task<T?> TryAsync<T>(RejectionBatch batch, OrganizationId? owner, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception)
        {
            book.PutBack(batch, owner);
            LogPollFailed(exception);
            return default;
        }
    }

    private async Task<Dictionary<OrganizationId, RejectionBatch>> ShareOutAsync(RejectionBatch batch)
    {
        var owners = await FindOwnersAsync([.. batch.Counts.Keys.Select(key => key.Claim).Distinct()]);
        return owners
            .Values.SelectMany(all => all)
            .Distinct()
            .ToDictionary(
                organization => organization,
                organization => new RejectionBatch(
                    batch.Counts.Where(pair => owners[pair.Key.Claim].Contains(organization)).ToDictionary(),
                    [
                        .. batch
                            .Samples.Where(note => owners.TryGetValue(note.Claim, out var of) && of.Contains(organization))
                            .TakeLast(SamplesKept),
                    ]));
    }

    private async Task<Dictionary<RejectionClaim, OrganizationId[]>> FindOwnersAsync(IReadOnlyList<RejectionClaim> claims)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ofAccounts = await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>()
            .FindOwnersAsync([.. claims.Select(claim => claim.AccountSid).OfType<string>().Distinct()], CancellationToken.None);
        CallId[] callIds = [.. claims.Select(claim => claim.CallId).Distinct()];
        var ofCalls = await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().Calls.OfAllOrganizations()
            .Where(call => callIds.Contains(call.Id)).Select(call => new { call.Id, call.OrganizationId })
            .ToDictionaryAsync(call => call.Id, call => call.OrganizationId);
        return claims.ToDictionary(claim => claim, claim =>
        {
            if (claim.Owner is { } known)
            {
                return [known];
            }

            OrganizationId[] ofCall = ofCalls.TryGetValue(claim.CallId, out var owner) ? [owner] : [];
            OrganizationId[] ofAccount = claim.AccountSid is { } account ? [.. ofAccounts[account]] : [];
            return ofAccount.Length == 0 || ofAccount.Intersect(ofCall).Any() ? ofCall : ofAccount;
        });
    }

    private async Task<int> StoreAsync(OrganizationId organization, RejectionBatch share)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        try
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(() => StoreOnceAsync(db, organization, share));
        }
        catch (DbUpdateException exception) when (UnitOfWork.IsUniqueViolation(exception.InnerException))
        {
            // Another process began the hour at the same moment.
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(() => StoreOnceAsync(db, organization, share));
        }
    }

    private async Task<int> StoreOnceAsync(CrmVoiceDbContext db, OrganizationId organization, RejectionBatch share)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var same in share.Counts.GroupBy(pair => (pair.Key.Reason, pair.Key.Hour), pair => pair.Value))
        {
            var (reason, hour, count) = (same.Key.Reason, same.Key.Hour, same.Sum());
            var counted = await db.RejectionCounts.Where(row => row.Reason == reason && row.Hour == hour)
                .ExecuteUpdateAsync(row => row.SetProperty(c => c.Count, c => c.Count + count));
            if (counted == 0)
            {
                db.Add(new RejectionCount(organization, reason, hour, count));
            }
        }

        db.AddRange(share.Samples.Select(note => new RejectionSample(organization, note.Webhook)));
        await db.SaveChangesAsync();
        var tooOld = clock.GetUtcNow() - countsKept;
        await db.RejectionCounts.Where(row => row.Hour < tooOld).ExecuteDeleteAsync();
        var oldestKept = await db.RejectionSamples.OrderByDescending(sample => sample.Id)
            .Skip(SamplesKept - 1)
            .Select(sample => (long?)sample.Id)
            .FirstOrDefaultAsync();
        await db.RejectionSamples.Where(sample => sample.Id < oldestKept).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        return share.Samples.Count;
    }

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "Webhooks were refused: {Reasons}; {Unattributed} more than could be told apart. Settings, Webhooks says more. Told once a minute at most"
    )]
    private partial void LogRefused(string reasons, long unattributed);

    [LoggerMessage(1, LogLevel.Error, "Refused webhooks could not be stored; trying again")]
    private partial void LogPollFailed(Exception exception);
}

using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Carrier;

/// <summary>
/// What is due further ahead than we ever put anything off was put off by a clock that was wrong, or that has been
/// set back since: it is due now, and takes its place in line anew.
/// </summary>
internal sealed partial class DueTimeCorrection(
    StorageGate gate,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<DueTimeCorrection> logger) : StorageService(gate)
{
    // More than the clocks of two processes may differ by, and than a request is put off that waits in no line.
    private static readonly TimeSpan unexplained = CarrierPace.LongestPause + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan longestPauseOfWebhooks = TimeSpan.FromHours(1);
    private static readonly TimeSpan pollInterval = TimeSpan.FromSeconds(10);

    // So often a webhook may have been tried in vain without having been put off for longer than is unexplained.
    private const int FewFailures = 7;

    public async Task CorrectAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        await CorrectRequestsAsync(db, cancellationToken);
        await CorrectWebhooksAsync(db, cancellationToken);
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(pollInterval, clock, CorrectAsync, LogPollFailed, stoppingToken);

    // A line may be as long as there are calls in it, of which at least one goes out in a second.
    private async Task CorrectRequestsAsync(CrmVoiceDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var pending = db.CarrierRequests.OfAllOrganizations().Where(request => request.State == CarrierRequestState.Pending);
        var inLine = await pending.CountAsync(request => request.Turn != null, cancellationToken);
        var believed = now + unexplained + TimeSpan.FromSeconds(inLine);
        var corrected = await pending
            .Where(request => request.DueAt > believed)
            .ExecuteUpdateAsync(
                request => request.SetProperty(one => one.DueAt, now).SetProperty(one => one.Version, one => one.Version + 1),
                cancellationToken);
        if (corrected > 0)
        {
            LogCorrected(corrected);
        }
    }

    private async Task CorrectWebhooksAsync(CrmVoiceDbContext db, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (soon, later) = (now + unexplained, now + longestPauseOfWebhooks + unexplained);
        await db.InboundWebhooks.OfAllOrganizations()
            // By the index alone: whoever stores a webhook waits for this.
            .Where(webhook => webhook.State == WebhookState.Pending && webhook.DueAt > soon && webhook.DueAt < InboundWebhook.Never
                && (webhook.DueAt > later || webhook.FailedAttempts <= FewFailures))
            .ExecuteUpdateAsync(webhook => webhook.SetProperty(one => one.DueAt, now), cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Error, "Due times could not be looked through; trying again")]
    private partial void LogPollFailed(Exception exception);

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "{Count} requests to Twilio were due further ahead than they can be: the clock was set back, or was wrong. They are due now")]
    private partial void LogCorrected(int count);
}

using System.Security.Cryptography;
using CrmVoice.Infrastructure.Persistence;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Mail;

/// <summary>
/// Sends what is due, in one process at a time; what the server does not take is tried again for a day, ever more rarely.
/// </summary>
internal sealed partial class MailDispatcher(
    StorageGate gate,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<MailDispatcher> logger) : StorageService(gate)
{
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(5);

    private const string Lease = "mail";
    private const int AtOnce = 10;

    private static readonly TimeSpan firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan longestPause = TimeSpan.FromHours(2);
    private static readonly TimeSpan triedFor = TimeSpan.FromDays(1);
    // More than it takes where the server lets each wait.
    private static readonly TimeSpan leaseLength = TimeSpan.FromMinutes(15);

    private readonly Guid holder = Guid.NewGuid();

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(LooksEvery, clock, SendDueAsync, LogPollFailed, stoppingToken);

    private async Task SendDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        var leases = scope.ServiceProvider.GetRequiredService<Leases>();
        var now = clock.GetUtcNow();
        var due = db.Mails.AsNoTracking().Where(mail => mail.DueAt <= now).OrderBy(mail => mail.DueAt).Take(AtOnce);
        if (!await due.AnyAsync(cancellationToken) || !await leases.TryHoldAsync(Lease, holder, leaseLength, cancellationToken))
        {
            return;
        }

        try
        {
            foreach (var mail in await due.ToListAsync(cancellationToken))
            {
                await SendAsync(scope.ServiceProvider, mail, cancellationToken);
            }
        }
        finally
        {
            await leases.ReleaseAsync(Lease, holder, CancellationToken.None);
        }
    }

    private async Task SendAsync(IServiceProvider services, MailRow mail, CancellationToken cancellationToken)
    {
        var row = services.GetRequiredService<CrmVoiceDbContext>().Mails.Where(one => one.Id == mail.Id);
        try
        {
            var content = services.GetRequiredService<MailProtector>().Read(mail.ProtectedContent);
            if (content.To is { } to)
            {
                await services.GetRequiredService<SmtpSender>().SendAsync(to, content, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await PutOffAsync(row, mail, exception, cancellationToken);
            return;
        }

        await row.ExecuteDeleteAsync(CancellationToken.None);
    }

    private async Task PutOffAsync(IQueryable<MailRow> row, MailRow mail, Exception exception, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (exception is CryptographicException || now - mail.CreatedAt >= triedFor)
        {
            LogGivenUp(mail.Id, mail.Attempts + 1, FaultOf(exception));
            await row.ExecuteDeleteAsync(cancellationToken);
            return;
        }

        var pause = firstPause * Math.Pow(2, Math.Min(mail.Attempts, 10));
        var dueAt = now + (pause < longestPause ? pause : longestPause);
        LogPutOff(mail.Id, mail.Attempts + 1, FaultOf(exception));
        await row.ExecuteUpdateAsync(
            one => one.SetProperty(m => m.Attempts, m => m.Attempts + 1).SetProperty(m => m.DueAt, dueAt), cancellationToken);
    }

    // What a server says may hold the address.
    private static string FaultOf(Exception exception) =>
        exception is SmtpCommandException refused ? $"{refused.ErrorCode} {(int)refused.StatusCode}" : exception.GetType().Name;

    [LoggerMessage(1, LogLevel.Error, "Mail that is due could not be looked for; trying again")]
    private partial void LogPollFailed(Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Mail {MailId} was not taken by the server, attempt {Attempt}: {Fault}. Trying again")]
    private partial void LogPutOff(Guid mailId, int attempt, string fault);

    [LoggerMessage(3, LogLevel.Error, "Mail {MailId} was not sent after attempt {Attempt} and is given up: {Fault}")]
    private partial void LogGivenUp(Guid mailId, int attempt, string fault);
}

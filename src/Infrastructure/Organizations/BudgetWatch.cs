using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Organizations;

/// <summary>
/// For organizations with a budget: keeps Twilio's prices a day old at most, and says in the log, once each and not every minute, when most
/// of the budget is spent, when all of it is, and when Twilio does not tell its prices. Admins are told by mail, too, where it is sent.
/// </summary>
internal sealed partial class BudgetWatch(
    StorageGate gate, IServiceScopeFactory scopes, TimeProvider clock, ILogger<BudgetWatch> logger) : StorageService(gate)
{
    private static readonly TimeSpan looksEvery = TimeSpan.FromMinutes(1);

    private readonly Dictionary<OrganizationId, BudgetNews?> told = [];

    // Those whose prices could not be read the last time.
    private readonly HashSet<OrganizationId> unread = [];

    /// <summary>One organization after the other.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var organization in await ListAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
                var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
                Tell(organization, await mediator.Send(new GetBudget(), cancellationToken));
                await mediator.Send(new MailBudgetNews(), cancellationToken);
                if ((await mediator.Send(new ReadPrices(), cancellationToken)).Error is not { } error)
                {
                    unread.Remove(organization);
                }
                else if (unread.Add(organization))
                {
                    LogNotRead(organization.Value, error.Code);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogLookFailed(exception, organization.Value);
            }
        }
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(looksEvery, clock, LookAsync, LogPollFailed, stoppingToken);

    private async Task<IReadOnlyList<OrganizationId>> ListAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var organizations = await scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().Organizations.OfAllOrganizations()
            .AsNoTracking()
            .Where(organization => organization.TwilioAccount != null && organization.CallingLimits != null)
            .Select(organization => new { organization.Id, organization.CallingLimits })
            .ToListAsync(cancellationToken);
        return
        [
            .. organizations.Where(organization => organization.CallingLimits!.DailyBudget is not null)
                .Select(organization => organization.Id),
        ];
    }

    private void Tell(OrganizationId organization, BudgetView? budget)
    {
        var (before, now) = (told.GetValueOrDefault(organization), budget?.Use.News);
        switch (now)
        {
            case BudgetNews.Stopped when before is not BudgetNews.Stopped:
                LogUsedUp(organization.Value);
                break;
            case BudgetNews.MostSpent when before is null:
                LogAlarm(organization.Value);
                break;
            // A call that holds money back is no news to those who know that there is none.
            case BudgetNews.MostSpent:
                return;
        }

        told[organization] = now;
    }

    [LoggerMessage(2420, LogLevel.Warning, "Organization {OrganizationId} has spent more than 80 % of today's budget for calls")]
    private partial void LogAlarm(Guid organizationId);

    [LoggerMessage(2421, LogLevel.Warning, "Organization {OrganizationId} has spent today's budget: no calls are placed unless an admin lifts the stop")]
    private partial void LogUsedUp(Guid organizationId);

    [LoggerMessage(2422, LogLevel.Warning, "Twilio did not tell organization {OrganizationId} what calls cost (error {Code}); earlier prices are used")]
    private partial void LogNotRead(Guid organizationId, int code);

    [LoggerMessage(2423, LogLevel.Error, "The budget of organization {OrganizationId} could not be looked at; trying again in a minute")]
    private partial void LogLookFailed(Exception exception, Guid organizationId);

    [LoggerMessage(2424, LogLevel.Error, "Budgets could not be looked at; trying again in a minute")]
    private partial void LogPollFailed(Exception exception);
}

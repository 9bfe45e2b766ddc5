using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Organizations;

/// <summary>How much of today's budget is gone; null where the organization has none.</summary>
public sealed record GetBudget : IQuery<BudgetView?>;

/// <param name="Currency">ISO 4217; null where no price is known yet.</param>
/// <param name="LiftedUntil">Calls may cost more until then (UTC); null where they may not.</param>
public sealed record BudgetView(BudgetUse Use, string? Currency, DateTimeOffset? LiftedUntil);

internal sealed class GetBudgetHandler(IReadDb db, ICallDirectory calls, TimeProvider clock) : IRequestHandler<GetBudget, BudgetView?>
{
    public async Task<BudgetView?> Handle(GetBudget query, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("Organization");
        if (organization.CallingLimits is not { DailyBudget: { } budget } limits)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var (today, _) = LocalDays.Around(now, organization.TimeZone);
        var currency = await db.PriceLists.Where(list => list.Currency != "")
            .OrderByDescending(list => list.Country == organization.Country)
            .Select(list => list.Currency)
            .FirstOrDefaultAsync(cancellationToken);
        return new BudgetView(
            await calls.GetBudgetUseAsync(budget, today, cancellationToken),
            currency,
            limits.BudgetLiftedUntil > now ? limits.BudgetLiftedUntil : null);
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>Lets calls go on until midnight, the organization's, whatever they cost; or has the budget hold again.</summary>
public sealed record LiftBudgetStop(bool IsLifted) : ICommand;

internal sealed class LiftBudgetStopHandler(
    IOrganizationRepository organizations, IAuditLog audit, ICurrentUser user, TimeProvider clock) : IRequestHandler<LiftBudgetStop, Unit>
{
    public async Task<Unit> Handle(LiftBudgetStop command, CancellationToken cancellationToken)
    {
        var organization = await organizations.FindAsync(user.OrganizationId, cancellationToken)
            ?? throw new NotFoundException("Organization");
        var (now, limits) = (clock.GetUtcNow(), organization.CallingLimits ?? new CallingLimits());
        var isLifted = limits.BudgetLiftedUntil > now;
        if (limits.DailyBudget is null || isLifted == command.IsLifted)
        {
            return Unit.Value;
        }

        DateTimeOffset? until = command.IsLifted ? LocalDays.Around(now, organization.TimeZone).End : null;
        organization.ChangeCallingLimits(limits with { BudgetLiftedUntil = until });
        var action = command.IsLifted ? AuditAction.BudgetStopLifted : AuditAction.BudgetStopRestored;
        audit.Add(new Audited(action, AuditedKind.Organization, organization.Id.Value));
        return Unit.Value;
    }
}

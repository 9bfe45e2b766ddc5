using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>
/// Takes a verified caller ID away, at Twilio and here. Where calls come from it, it has to be said from which number they come instead.
/// Nothing changes where Twilio refuses.
/// </summary>
/// <param name="InsteadId">Another of the organization's numbers; null where no calls come from it.</param>
/// <param name="Version">Of the number as the admin saw it.</param>
public sealed record RemoveCallerId(Guid NumberId, Guid? InsteadId, int? Version = null) : IQuery<CarrierErrorView?>;

internal sealed class RemoveCallerIdHandler(CallerIdRemovals removals, ICallerIds callerIds, IMediator mediator)
    : IRequestHandler<RemoveCallerId, CarrierErrorView?>
{
    public async Task<CarrierErrorView?> Handle(RemoveCallerId query, CancellationToken cancellationToken)
    {
        // Refused before Twilio hears of it, and looked at again with what holds afterwards.
        var removal = await removals.PlanAsync(query.NumberId, query.InsteadId, query.Version, cancellationToken);
        if (await callerIds.RemoveAsync(removal.Number.Sid!, cancellationToken) is { } error)
        {
            return error;
        }

        await mediator.Send(new KeepCallerIdRemoval(query.NumberId, query.InsteadId), CancellationToken.None);
        return null;
    }
}

/// <summary>Twilio has taken it away.</summary>
internal sealed record KeepCallerIdRemoval(Guid NumberId, Guid? InsteadId) : ICommand;

internal sealed class KeepCallerIdRemovalHandler(CallerIdRemovals removals, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<KeepCallerIdRemoval, Unit>
{
    public async Task<Unit> Handle(KeepCallerIdRemoval command, CancellationToken cancellationToken)
    {
        var removal = await removals.PlanAsync(command.NumberId, command.InsteadId, version: null, cancellationToken);
        if (removal is { IsDefault: true, Instead: { } other })
        {
            removal.Organization.ChangeCallerIdRule(removal.Organization.CallerIdRule with { DefaultNumber = other.Id });
        }
        else if (removal is { Number.MemberId: { } member, Instead: { } hers } && hers.Id != removal.DefaultId)
        {
            hers.AssignTo(member);
        }

        removal.Number.AssignTo(null);
        removal.Number.Remove(clock.GetUtcNow());
        audit.Add(new Audited(AuditAction.CallerIdRemoved, AuditedKind.Number, removal.Number.Id.Value));
        return Unit.Value;
    }
}

/// <param name="Instead">From which calls come then; null where none came from the number.</param>
/// <param name="DefaultId">The number that is seen where no rule chooses another.</param>
internal sealed record CallerIdRemoval(Organization Organization, Number Number, Number? Instead, NumberId? DefaultId)
{
    public bool IsDefault => Number.Id == DefaultId;
}

/// <summary>Whether a caller ID may be removed, and what takes its place.</summary>
internal sealed class CallerIdRemovals(IOrganizationRepository organizations, INumberRepository numbers, ICurrentUser user)
{
    /// <exception cref="DomainRuleException">
    /// Calls come from it and nothing is said of what they come from instead, or that number is another's.
    /// </exception>
    public async Task<CallerIdRemoval> PlanAsync(Guid numberId, Guid? insteadId, int? version, CancellationToken cancellationToken)
    {
        var organization = await organizations.FindAsync(user.OrganizationId, cancellationToken)
            ?? throw new NotFoundException("Organization");
        var all = await numbers.ListAsync(cancellationToken);
        var number = all.FirstOrDefault(one =>
                one.Id.Value == numberId && one is { Origin: NumberOrigin.Verified, Sid: not null, RemovedAt: null })
            ?? throw new NotFoundException("Number");
        number.EnsureStillAt(version);
        var instead = insteadId is { } id
            ? all.FirstOrDefault(one => one.Id.Value == id) ?? throw new NotFoundException("Number")
            : null;
        var mayCall = all.Where(one => one.MayCall).ToList();
        var byDefault = mayCall.Find(one => one.Id == organization.CallerIdRule.DefaultNumber) ?? mayCall.FirstOrDefault();
        var removal = new CallerIdRemoval(organization, number, instead, byDefault?.Id);
        var isUsed = removal.IsDefault || number.MemberId is not null;
        return (isUsed && instead is null && mayCall.Count > 1) || (instead is not null && !IsFree(instead, number))
            ? throw new DomainRuleException(RuleCodes.CallerIdInUse, "Calls come from this number.")
            : removal;
    }

    private static bool IsFree(Number instead, Number removed) => instead.MayCall && instead.MemberId is null && instead.Id != removed.Id;
}

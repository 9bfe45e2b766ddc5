using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using MediatR;

namespace CrmVoice.Application.Organizations;

/// <summary>Says which number calls come from, where it is not the agent's own. Calls already placed keep theirs.</summary>
/// <param name="DefaultNumberId">One of the organization's numbers; null for the first.</param>
/// <param name="Version">Of the organization as the admin saw it.</param>
public sealed record ChangeCallerIdRule(Guid? DefaultNumberId, bool MatchesArea, int? Version = null) : ICommand;

internal sealed class ChangeCallerIdRuleHandler(
    IOrganizationRepository organizations, INumberRepository numbers, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<ChangeCallerIdRule, Unit>
{
    public async Task<Unit> Handle(ChangeCallerIdRule command, CancellationToken cancellationToken)
    {
        var organization = await organizations.FindAsync(user.OrganizationId, cancellationToken)
            ?? throw new NotFoundException("Organization");
        organization.EnsureStillAt(command.Version);
        var number = command.DefaultNumberId is { } id
            ? await numbers.FindAsync(new NumberId(id), cancellationToken) ?? throw new NotFoundException("Number")
            : null;
        if (number is { MayCall: false })
        {
            throw new NumberProblem(NumberFault.NotOwned).AsRefusal(RuleCodes.CallerIdInvalid);
        }

        var rule = new CallerIdRule { DefaultNumber = number?.Id, MatchesArea = command.MatchesArea };
        if (ChangesOf(organization.CallerIdRule, rule) is { Count: > 0 } changes)
        {
            audit.Add(new Audited(AuditAction.CallerIdRuleChanged, AuditedKind.Organization, organization.Id.Value) { Changes = changes });
        }

        organization.ChangeCallerIdRule(rule);
        return Unit.Value;
    }

    private static IReadOnlyList<AuditedChange> ChangesOf(CallerIdRule old, CallerIdRule now) =>
    [
        .. AuditedChange.Between(("matches-area", AuditedChange.Write(old.MatchesArea), AuditedChange.Write(now.MatchesArea))),
        .. old.DefaultNumber == now.DefaultNumber ? [] : new[] { AuditedChange.OfSecret("default-number") },
    ];
}

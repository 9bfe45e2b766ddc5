using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Somebody who is signed in goes on in another organization, which is the present one by now.</summary>
public sealed record EnterOrganization(MembershipId Membership) : ICommand;

internal sealed class EnterOrganizationHandler(IAuditLog audit) : IRequestHandler<EnterOrganization, Unit>
{
    public Task<Unit> Handle(EnterOrganization command, CancellationToken cancellationToken)
    {
        audit.Add(new Audited(AuditAction.OrganizationEntered, AuditedKind.Member, command.Membership.Value) { By = command.Membership });
        return Unit.Task;
    }
}

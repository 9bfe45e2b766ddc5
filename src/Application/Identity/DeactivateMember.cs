using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Deactivates a member, who can no longer enter the organization. What the person did stays, under that name.</summary>
public sealed record DeactivateMember(Guid MembershipId) : ICommand;

internal sealed class DeactivateMemberHandler(IMembershipRepository members, IAuditLog audit, IMediator mediator, TimeProvider clock)
    : IRequestHandler<DeactivateMember, Unit>
{
    public async Task<Unit> Handle(DeactivateMember command, CancellationToken cancellationToken)
    {
        var member =
            await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        await members.EnsureAnotherAdminAsync(member, cancellationToken);
        if (member.IsActive)
        {
            audit.Add(new Audited(AuditAction.MemberDeactivated, AuditedKind.Member, member.Id.Value));
        }

        member.Deactivate(clock.GetUtcNow());
        await mediator.Publish(new MemberRightsChanged(member.Id, Role: null), cancellationToken);
        return Unit.Value;
    }
}

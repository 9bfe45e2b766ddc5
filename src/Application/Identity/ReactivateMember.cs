using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Lets a deactivated member back in, in the same role.</summary>
public sealed record ReactivateMember(Guid MembershipId) : ICommand;

internal sealed class ReactivateMemberHandler(IMembershipRepository members, IAuditLog audit) : IRequestHandler<ReactivateMember, Unit>
{
    public async Task<Unit> Handle(ReactivateMember command, CancellationToken cancellationToken)
    {
        var member =
            await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        if (!member.IsActive)
        {
            audit.Add(new Audited(AuditAction.MemberReactivated, AuditedKind.Member, member.Id.Value));
        }

        member.Reactivate();
        return Unit.Value;
    }
}

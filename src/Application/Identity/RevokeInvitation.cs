using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Takes an invitation back: its link stops working.</summary>
public sealed record RevokeInvitation(Guid InvitationId) : ICommand;

internal sealed class RevokeInvitationHandler(IInvitationRepository invitations, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<RevokeInvitation, Unit>
{
    public async Task<Unit> Handle(RevokeInvitation command, CancellationToken cancellationToken)
    {
        var invitation =
            await invitations.FindAsync(new InvitationId(command.InvitationId), cancellationToken)
            ?? throw new NotFoundException("Invitation");
        var wasRevoked = invitation.RevokedAt is not null;
        invitation.Revoke(clock.GetUtcNow());
        if (!wasRevoked)
        {
            audit.Add(new Audited(AuditAction.InvitationRevoked, AuditedKind.Invitation, invitation.Id.Value));
        }

        return Unit.Value;
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>A new link for an invitation; earlier ones stop working.</summary>
public sealed record ResendInvitation(Guid InvitationId) : ICommand<InvitationLink>;

internal sealed class ResendInvitationHandler(
    IInvitationRepository invitations, InvitationMailing mailing, HourlyLimits limits, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<ResendInvitation, InvitationLink>
{
    public async Task<InvitationLink> Handle(ResendInvitation command, CancellationToken cancellationToken)
    {
        var invitation =
            await invitations.FindAsync(new InvitationId(command.InvitationId), cancellationToken)
            ?? throw new NotFoundException("Invitation");
        await limits.EnsureAsync(HourlyLimit.Invitations, cancellationToken);
        var token = Invitation.NewToken();
        invitation.SendAgain(token, clock.GetUtcNow());
        audit.Add(new Audited(AuditAction.InvitationSentAgain, AuditedKind.Invitation, invitation.Id.Value));
        return await mailing.MailAsync(invitation, token, cancellationToken);
    }
}

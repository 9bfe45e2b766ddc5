using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>
/// An installation admin makes a new link for the first admin of the present organization; earlier ones stop working. Once somebody has
/// joined, invitations are for that organization's admins alone.
/// </summary>
public sealed record RenewFirstInvitation : ICommand<InvitationLink>;

internal sealed class RenewFirstInvitationHandler(
    IReadDb db,
    IInvitationRepository invitations,
    InvitationMailing mailing,
    HourlyLimits limits,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<RenewFirstInvitation, InvitationLink>
{
    public async Task<InvitationLink> Handle(RenewFirstInvitation command, CancellationToken cancellationToken)
    {
        if (await db.Memberships.AnyAsync(cancellationToken))
        {
            throw new ForbiddenException();
        }

        var first = await db.Invitations.Where(invitation => invitation.AcceptedAt == null && invitation.RevokedAt == null)
            .Select(invitation => (InvitationId?)invitation.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var invitation =
            (first is { } id ? await invitations.FindAsync(id, cancellationToken) : null) ?? throw new NotFoundException("Invitation");
        await limits.EnsureAsync(HourlyLimit.Organizations, cancellationToken);
        var token = Invitation.NewToken();
        invitation.SendAgain(token, clock.GetUtcNow());
        audit.Add(new Audited(AuditAction.InvitationSentAgain, AuditedKind.Invitation, invitation.Id.Value) { By = user.MembershipId });
        audit.Add(new Audited(AuditAction.FirstInvitationRenewed, AuditedKind.Invitation, invitation.Id.Value)
        {
            In = user.OrganizationId,
        });
        return await mailing.MailAsync(invitation, token, cancellationToken);
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Somebody who already has an account accepts an invitation, under the name that it gives. This ends the person's sessions, and links to
/// choose a password that an admin of another organization may have made.
/// </summary>
/// <param name="Person">The authenticated user; has to be the person invited.</param>
public sealed record JoinOrganization(Guid InvitationId, UserId Person) : ICommand;

internal sealed class JoinOrganizationHandler(
    IInvitationRepository invitations, IMembershipRepository members, IPeople people, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<JoinOrganization, Unit>
{
    public async Task<Unit> Handle(JoinOrganization command, CancellationToken cancellationToken)
    {
        var invitation =
            await invitations.FindAsync(new InvitationId(command.InvitationId), cancellationToken)
            ?? throw new NotFoundException("Invitation");
        if (await people.FindAsync(invitation.Email, cancellationToken) != command.Person)
        {
            throw new ForbiddenException();
        }

        if (await members.FindAsync(command.Person, cancellationToken) is not null)
        {
            throw new DomainRuleException(RuleCodes.AlreadyMember, "This person is in the organization already.");
        }

        invitation.Accept(clock.GetUtcNow());
        await people.EndSessionsAsync(command.Person, cancellationToken);
        var member = Membership.Join(
            MembershipId.New(), invitation.OrganizationId, command.Person, invitation.Name, invitation.Role, phone: null);
        members.Add(member);
        audit.Add(new Audited(AuditAction.InvitationAccepted, AuditedKind.Invitation, invitation.Id.Value) { By = member.Id });
        return Unit.Value;
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Somebody new accepts an invitation, and chooses a name and a password.</summary>
public sealed record AcceptInvitation(Guid InvitationId, string Name, string Password) : ICommand<UserId>;

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitation>
{
    public AcceptInvitationValidator()
    {
        RuleFor(c => c.Name).IsPersonName();
        RuleFor(c => c.Password).IsStrongPassword();
    }
}

internal sealed class AcceptInvitationHandler(
    IInvitationRepository invitations, IMembershipRepository members, IPeople people, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<AcceptInvitation, UserId>
{
    public async Task<UserId> Handle(AcceptInvitation command, CancellationToken cancellationToken)
    {
        var invitation =
            await invitations.FindAsync(new InvitationId(command.InvitationId), cancellationToken)
            ?? throw new NotFoundException("Invitation");
        invitation.Accept(clock.GetUtcNow());
        var person = await people.AddAsync(invitation.Email, command.Password, cancellationToken);
        var member = Membership.Join(MembershipId.New(), invitation.OrganizationId, person, command.Name, invitation.Role, phone: null);
        members.Add(member);
        audit.Add(new Audited(AuditAction.InvitationAccepted, AuditedKind.Invitation, invitation.Id.Value) { By = member.Id });
        return person;
    }
}

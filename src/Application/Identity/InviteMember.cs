using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>An admin invites somebody into the organization.</summary>
public sealed record InviteMember(string Name, string Email, Role Role) : ICommand<InvitationLink>;

/// <param name="Token">Shown this once; only its hash is kept.</param>
/// <param name="MailedTo">The address that it is on its way to; null where there is no mail.</param>
public sealed record InvitationLink(Guid InvitationId, string Name, string Token, string? MailedTo);

internal sealed class InviteMemberValidator : AbstractValidator<InviteMember>
{
    public InviteMemberValidator()
    {
        RuleFor(c => c.Name).IsPersonName();
        RuleFor(c => c.Email).IsEmail();
        RuleFor(c => c.Role).IsInEnum();
    }
}

internal sealed class InviteMemberHandler(
    IInvitationRepository invitations,
    IMembershipRepository members,
    IPeople people,
    InvitationMailing mailing,
    HourlyLimits limits,
    IAuditLog audit,
    ICurrentUser user,
    TimeProvider clock)
    : IRequestHandler<InviteMember, InvitationLink>
{
    public async Task<InvitationLink> Handle(InviteMember command, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(command.Email, cancellationToken) is { } person
            && await members.FindAsync(person, cancellationToken) is not null)
        {
            throw new DomainRuleException(RuleCodes.AlreadyMember, "This person is in the organization already.");
        }

        if ((await invitations.ListPendingAsync(command.Email, cancellationToken)).Count > 0)
        {
            throw new DomainRuleException(RuleCodes.AlreadyInvited, "There is an invitation to this address already.");
        }

        await limits.EnsureAsync(HourlyLimit.Invitations, cancellationToken);
        var token = Invitation.NewToken();
        var invitation = Invitation.Send(
            user.OrganizationId,
            command.Email,
            command.Name,
            command.Role,
            user.MembershipId,
            token,
            clock.GetUtcNow());
        invitations.Add(invitation);
        audit.Add(new Audited(AuditAction.MemberInvited, AuditedKind.Invitation, invitation.Id.Value)
        {
            Changes = AuditedChange.Between(("role", null, Kebab.Of(command.Role))),
        });
        return await mailing.MailAsync(invitation, token, cancellationToken);
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// An admin turns two-factor sign-in off for a member who has lost the phone and the recovery codes. The person's sessions end, and links
/// to choose a password with them: whoever found the phone may be in one.
/// </summary>
/// <returns>The person.</returns>
public sealed record ResetMemberTwoFactor(Guid MembershipId) : ICommand<UserId>;

internal sealed class ResetMemberTwoFactorHandler(
    IMembershipRepository members, IPeople people, ITwoFactor twoFactor, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<ResetMemberTwoFactor, UserId>
{
    public async Task<UserId> Handle(ResetMemberTwoFactor command, CancellationToken cancellationToken)
    {
        var member = await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken)
            ?? throw new NotFoundException("Member");
        if (member.UserId == user.UserId)
        {
            // That takes the password and a code.
            throw new DomainRuleException(RuleCodes.OwnTwoFactor, "One's own is turned off on the page of one's security.");
        }

        // The other organization's admins have a say in how somebody gets into it.
        if (await people.IsMemberElsewhereAsync(member.UserId, user.OrganizationId, cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.MemberElsewhere, "This person belongs to another organization as well.");
        }

        await twoFactor.TurnOffAsync(member.UserId, cancellationToken);
        await people.EndSessionsAsync(member.UserId, cancellationToken);
        audit.Add(new Audited(AuditAction.TwoFactorReset, AuditedKind.Member, member.Id.Value));
        return member.UserId;
    }
}

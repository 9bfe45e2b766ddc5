using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>An admin creates a link with which somebody chooses a new password.</summary>
public sealed record MakeMemberPasswordLink(Guid MembershipId) : ICommand<MemberPasswordLink>;

public sealed record MemberPasswordLink(string Name, PasswordLink Link);

internal sealed class MakeMemberPasswordLinkHandler(
    IMembershipRepository members, IPeople people, IPasswordLinks links, HourlyLimits limits, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<MakeMemberPasswordLink, MemberPasswordLink>
{
    public async Task<MemberPasswordLink> Handle(MakeMemberPasswordLink command, CancellationToken cancellationToken)
    {
        var member =
            await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        // The link would give access to the other organization as well, which is for that one's admins to decide.
        if (await people.IsMemberElsewhereAsync(member.UserId, user.OrganizationId, cancellationToken))
        {
            throw new DomainRuleException(RuleCodes.MemberElsewhere, "This person belongs to another organization as well.");
        }

        await limits.EnsureAsync(HourlyLimit.PasswordLinks, cancellationToken);
        var link = await links.MakeAsync(member.UserId, cancellationToken) ?? throw new NotFoundException("Person");
        audit.Add(new Audited(AuditAction.PasswordLinkMade, AuditedKind.Member, member.Id.Value));
        return new MemberPasswordLink(member.Name, link);
    }
}

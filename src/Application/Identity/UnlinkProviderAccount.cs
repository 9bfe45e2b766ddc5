using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// An admin unlinks the account that a member has at the organization's provider, which may have been set up anew there: the next sign-in
/// links whichever account has the member's address. The sessions of the member that began by the provider end, and nothing else does.
/// Doing so twice is no mistake.
/// </summary>
/// <returns>The person.</returns>
public sealed record UnlinkProviderAccount(Guid MembershipId) : ICommand<UserId>;

internal sealed class UnlinkProviderAccountHandler(
    IMembershipRepository members, IProviderAccountRepository accounts, ISessions sessions, IAuditLog audit)
    : IRequestHandler<UnlinkProviderAccount, UserId>
{
    public async Task<UserId> Handle(UnlinkProviderAccount command, CancellationToken cancellationToken)
    {
        var member =
            await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        if (await accounts.FindAsync(member.Id, cancellationToken) is { } account)
        {
            accounts.Remove(account);
            await sessions.EndOfProviderAsync(member.OrganizationId, member.UserId, cancellationToken);
            audit.Add(new Audited(AuditAction.SignInAccountUnlinked, AuditedKind.Member, member.Id.Value));
        }

        return member.UserId;
    }
}

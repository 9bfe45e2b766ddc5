using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>An admin takes all of somebody's API tokens back. Doing so twice is no mistake.</summary>
public sealed record RevokeMemberApiTokens(Guid MembershipId) : ICommand;

internal sealed class RevokeMemberApiTokensHandler(
    IApiTokenRepository tokens, IMembershipRepository members, IAuditLog audit, TimeProvider clock)
    : IRequestHandler<RevokeMemberApiTokens, Unit>
{
    public async Task<Unit> Handle(RevokeMemberApiTokens command, CancellationToken cancellationToken)
    {
        var member =
            await members.FindAsync(new MembershipId(command.MembershipId), cancellationToken) ?? throw new NotFoundException("Member");
        // One that is being made at this moment is among them, or comes after.
        member.TakeToken();
        var now = clock.GetUtcNow();
        var live = await tokens.ListLiveAsync(member.Id, now, cancellationToken);
        foreach (var token in live)
        {
            token.Revoke(now);
        }

        if (live.Count > 0)
        {
            audit.Add(new Audited(AuditAction.ApiTokensRevoked, AuditedKind.Member, member.Id.Value));
        }

        return Unit.Value;
    }
}

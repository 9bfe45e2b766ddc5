using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Takes one of the asking member's tokens back: it stops working at the next request. Doing so twice is no mistake.</summary>
public sealed record RevokeMyApiToken(Guid TokenId) : ICommand;

internal sealed class RevokeMyApiTokenHandler(IApiTokenRepository tokens, IAuditLog audit, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<RevokeMyApiToken, Unit>
{
    public async Task<Unit> Handle(RevokeMyApiToken command, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(command.TokenId, cancellationToken);
        if (token is null || token.MembershipId != user.MembershipId)
        {
            throw new NotFoundException("Token");
        }

        if (token.RevokedAt is null)
        {
            token.Revoke(clock.GetUtcNow());
            audit.Add(new Audited(AuditAction.ApiTokenRevoked, AuditedKind.ApiToken, token.Id));
        }

        return Unit.Value;
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>The person signed in, who has just proven the password and a code, goes back to the password alone.</summary>
public sealed record TurnOffTwoFactor : ICommand;

internal sealed class TurnOffTwoFactorHandler(ITwoFactor twoFactor, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<TurnOffTwoFactor, Unit>
{
    public async Task<Unit> Handle(TurnOffTwoFactor command, CancellationToken cancellationToken)
    {
        await twoFactor.TurnOffAsync(user.UserId, cancellationToken);
        audit.Add(new Audited(AuditAction.TwoFactorTurnedOff, AuditedKind.Member, user.MembershipId.Value));
        return Unit.Value;
    }
}

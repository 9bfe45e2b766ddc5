using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>New recovery codes for the person signed in, who has just proven the password and a code; earlier ones stop working.</summary>
/// <returns>Shown this once; none where two-factor sign-in is off.</returns>
public sealed record RenewRecoveryCodes : ICommand<IReadOnlyList<string>>;

internal sealed class RenewRecoveryCodesHandler(ITwoFactor twoFactor, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<RenewRecoveryCodes, IReadOnlyList<string>>
{
    public async Task<IReadOnlyList<string>> Handle(RenewRecoveryCodes command, CancellationToken cancellationToken)
    {
        var recoveryCodes = await twoFactor.RenewRecoveryCodesAsync(user.UserId, cancellationToken);
        if (recoveryCodes.Count > 0)
        {
            audit.Add(new Audited(AuditAction.RecoveryCodesRenewed, AuditedKind.Member, user.MembershipId.Value));
        }

        return recoveryCodes;
    }
}

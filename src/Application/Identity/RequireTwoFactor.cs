using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// An admin requires two-factor sign-in of everybody in the organization, or requires it no more. It holds at everybody's next request.
/// </summary>
public sealed record RequireTwoFactor(bool Required) : ICommand;

internal sealed class RequireTwoFactorHandler(ISignInPolicyRepository policies, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<RequireTwoFactor, Unit>
{
    public async Task<Unit> Handle(RequireTwoFactor command, CancellationToken cancellationToken)
    {
        if (await policies.FindAsync(cancellationToken) is not { } policy)
        {
            policies.Add(policy = SignInPolicy.Of(user.OrganizationId));
        }

        var changes = AuditedChange.Between(
            ("required", AuditedChange.Write(policy.RequiresTwoFactor), AuditedChange.Write(command.Required)));
        if (changes.Count > 0)
        {
            audit.Add(
                new Audited(AuditAction.TwoFactorPolicyChanged, AuditedKind.Organization, user.OrganizationId.Value) { Changes = changes });
        }

        policy.RequireTwoFactor(command.Required);
        return Unit.Value;
    }
}

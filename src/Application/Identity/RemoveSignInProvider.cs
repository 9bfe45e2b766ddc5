using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// An admin removes the organization's sign-in provider: its secret, whose accounts were linked, and the sessions that began by it. Nothing
/// happens where there is none.
/// </summary>
public sealed record RemoveSignInProvider : ICommand;

internal sealed class RemoveSignInProviderHandler(
    ISignInProviderRepository providers, IProviderAccountRepository accounts, ISessions sessions, IAuditLog audit, ICurrentUser user)
    : IRequestHandler<RemoveSignInProvider, Unit>
{
    public async Task<Unit> Handle(RemoveSignInProvider command, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(cancellationToken) is { } provider)
        {
            providers.Remove(provider);
            await accounts.RemoveAllAsync(cancellationToken);
            await sessions.EndOfProviderAsync(user.OrganizationId, cancellationToken);
            audit.Add(new Audited(AuditAction.SignInProviderRemoved, AuditedKind.Organization, user.OrganizationId.Value));
        }

        return Unit.Value;
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Somebody said the right password, or the organization's provider vouched, and comes into an organization.</summary>
/// <param name="OnlyIn">The organization whose provider vouched; null for a password.</param>
/// <returns>The name of the new session.</returns>
public sealed record BeginSession(UserId Person, MembershipId Membership, OrganizationId? OnlyIn = null) : ICommand<Guid>;

internal sealed class BeginSessionHandler(ISessions sessions, IAuditLog audit) : IRequestHandler<BeginSession, Guid>
{
    public async Task<Guid> Handle(BeginSession command, CancellationToken cancellationToken)
    {
        var session = await sessions.BeginAsync(command.Person, command.OnlyIn, cancellationToken);
        audit.Add(new Audited(AuditAction.SignedIn, AuditedKind.Member, command.Membership.Value)
        {
            By = command.Membership,
            Changes = command.OnlyIn is null ? [] : AuditedChange.Between(("by-provider", null, AuditedChange.Write(true))),
        });
        return session;
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Somebody said the right password, and comes into an organization.</summary>
/// <returns>The name of the new session.</returns>
public sealed record BeginSession(UserId Person, MembershipId Membership) : ICommand<Guid>;

internal sealed class BeginSessionHandler(ISessions sessions, IAuditLog audit) : IRequestHandler<BeginSession, Guid>
{
    public async Task<Guid> Handle(BeginSession command, CancellationToken cancellationToken)
    {
        var session = await sessions.BeginAsync(command.Person, cancellationToken);
        audit.Add(new Audited(AuditAction.SignedIn, AuditedKind.Member, command.Membership.Value) { By = command.Membership });
        return session;
    }
}

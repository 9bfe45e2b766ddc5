using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Signs the person out everywhere but in one session.</summary>
/// <param name="Membership">As which the person is in the present organization.</param>
public sealed record EndOtherSessions(UserId Person, Guid Session, MembershipId Membership) : ICommand;

internal sealed class EndOtherSessionsHandler(ISessions sessions, IAuditLog audit) : IRequestHandler<EndOtherSessions, Unit>
{
    public async Task<Unit> Handle(EndOtherSessions command, CancellationToken cancellationToken)
    {
        await sessions.EndOthersAsync(command.Person, command.Session, cancellationToken);
        audit.Add(new Audited(AuditAction.SignedOutElsewhere, AuditedKind.Member, command.Membership.Value) { By = command.Membership });
        return Unit.Value;
    }
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>Somebody signs out, or somebody else signs in to the same browser. One that is over already stays so.</summary>
/// <param name="Membership">As which the person is in the present organization.</param>
public sealed record EndSession(Guid Session, MembershipId Membership) : ICommand;

internal sealed class EndSessionHandler(ISessions sessions, IAuditLog audit) : IRequestHandler<EndSession, Unit>
{
    public async Task<Unit> Handle(EndSession command, CancellationToken cancellationToken)
    {
        if (await sessions.EndAsync(command.Session, cancellationToken))
        {
            audit.Add(new Audited(AuditAction.SignedOut, AuditedKind.Member, command.Membership.Value) { By = command.Membership });
        }

        return Unit.Value;
    }
}

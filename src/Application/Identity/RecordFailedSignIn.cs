using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Somebody did not say the right password to an address. Where it is a person's we know, the person's organizations are told.
/// </summary>
public sealed record RecordFailedSignIn(FailedSignIn Failed) : ICommand;

internal sealed class RecordFailedSignInHandler(IPeople people, ISignIns signIns, IAuditLog audit)
    : IRequestHandler<RecordFailedSignIn, Unit>
{
    public async Task<Unit> Handle(RecordFailedSignIn command, CancellationToken cancellationToken)
    {
        var (email, address, at) = command.Failed;
        if (await people.FindAsync(email, cancellationToken) is { } person)
        {
            foreach (var membership in await signIns.ListAsync(person, cancellationToken))
            {
                audit.Add(new Audited(AuditAction.SignInFailed, AuditedKind.Member, membership.Id.Value)
                {
                    In = membership.OrganizationId,
                    Earlier = (at, address),
                });
            }
        }

        return Unit.Value;
    }
}

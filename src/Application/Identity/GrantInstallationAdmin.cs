using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Whoever runs the server makes somebody an installation admin. Each organization of the person's is told. Doing so twice is no mistake.
/// </summary>
public sealed record GrantInstallationAdmin(string Email) : ICommand;

internal sealed class GrantInstallationAdminHandler(IPeople people, IInstallation installation, ISignIns signIns, IAuditLog audit)
    : IRequestHandler<GrantInstallationAdmin, Unit>
{
    public async Task<Unit> Handle(GrantInstallationAdmin command, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(command.Email, cancellationToken) ?? throw new NotFoundException("Person");
        if (await installation.IsAdminAsync(person, cancellationToken))
        {
            return Unit.Value;
        }

        await installation.ChangeAdminAsync(person, isAdmin: true, cancellationToken);
        foreach (var membership in await signIns.ListAsync(person, cancellationToken))
        {
            audit.Add(new Audited(AuditAction.InstallationAdminGiven, AuditedKind.Member, membership.Id.Value)
            {
                In = membership.OrganizationId,
            });
        }

        return Unit.Value;
    }
}

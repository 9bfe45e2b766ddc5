using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using MediatR;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Whoever runs the server takes it back that somebody is an installation admin. Each organization of the person's is told. Doing so twice
/// is no mistake.
/// </summary>
/// <param name="EvenTheLast">Whether it is meant even where nobody else is one.</param>
public sealed record TakeInstallationAdmin(string Email, bool EvenTheLast) : ICommand<InstallationAdminTaking>;

public enum InstallationAdminTaking
{
    Taken,

    /// <summary>The person was none.</summary>
    NothingToTake,

    /// <summary>The person is the last one, and it was not said that this is meant; nothing has changed.</summary>
    IsTheLast,
}

internal sealed class TakeInstallationAdminHandler(IPeople people, IInstallation installation, ISignIns signIns, IAuditLog audit)
    : IRequestHandler<TakeInstallationAdmin, InstallationAdminTaking>
{
    public async Task<InstallationAdminTaking> Handle(TakeInstallationAdmin command, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(command.Email, cancellationToken) ?? throw new NotFoundException("Person");
        if (!await installation.IsAdminAsync(person, cancellationToken))
        {
            return InstallationAdminTaking.NothingToTake;
        }

        if (!command.EvenTheLast && !await installation.HasOtherAdminAsync(person, cancellationToken))
        {
            return InstallationAdminTaking.IsTheLast;
        }

        await installation.ChangeAdminAsync(person, isAdmin: false, cancellationToken);
        foreach (var membership in await signIns.ListAsync(person, cancellationToken))
        {
            audit.Add(new Audited(AuditAction.InstallationAdminTaken, AuditedKind.Member, membership.Id.Value)
            {
                In = membership.OrganizationId,
            });
        }

        return InstallationAdminTaking.Taken;
    }
}

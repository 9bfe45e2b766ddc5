using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>What was asked for at the command line cannot be done; the message says why.</summary>
public sealed class OperationRefusedException(string message) : Exception(message);

/// <summary>Creates an organization with its first admin, for a database in which nobody can sign in yet who could do it.</summary>
internal sealed class FirstAdmin(CrmVoiceDbContext db, OrganizationScope scope, UserManager<ApplicationUser> users, PasswordLinks links)
{
    /// <returns>How the admin chooses a password.</returns>
    /// <exception cref="OperationRefusedException">The name or the address is no good, or in use.</exception>
    public async Task<PasswordLink> CreateAsync(string name, string email, CancellationToken cancellationToken)
    {
        if (name.Trim() is var trimmed && trimmed.Length is 0 or > Organization.NameMaxLength)
        {
            throw new OperationRefusedException($"An organization's name has 1 to {Organization.NameMaxLength} characters.");
        }

        if (email.Count(letter => letter == '@') != 1 || email.StartsWith('@') || email.EndsWith('@') || email.Any(char.IsWhiteSpace))
        {
            throw new OperationRefusedException($"{email} is no e-mail address.");
        }

        if (await db.Organizations.IgnoreQueryFilters().AnyAsync(organization => organization.Name == trimmed, cancellationToken))
        {
            throw new OperationRefusedException($"There is an organization {trimmed} already.");
        }

        return await StoreAsync(trimmed, email, cancellationToken);
    }

    private async Task<PasswordLink> StoreAsync(string name, string email, CancellationToken cancellationToken)
    {
        var organization = Organization.Found(OrganizationId.New(), name, "BR", "pt-BR", "America/Sao_Paulo");
        var user = new ApplicationUser { Id = Guid.NewGuid(), UserName = email, Email = email, EmailConfirmed = true };
        scope.Enter(organization.Id);
        db.Add(organization);
        db.Add(Membership.Join(MembershipId.New(), organization.Id, new UserId(user.Id), email, Role.Admin, phone: null));
        // Stores all three at once, or none.
        var created = await users.CreateAsync(user);
        return created.Succeeded
            ? await links.MakeAsync(user)
            : throw new OperationRefusedException(string.Join(' ', created.Errors.Select(error => error.Description)));
    }
}

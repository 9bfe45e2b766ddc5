using System.Security.Cryptography;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>An organization cannot be created at the command line as it was asked for; the message says why.</summary>
public sealed class OrganizationRefusedException(string message) : Exception(message);

/// <summary>Creates an organization with its first admin, for a database in which nobody can sign in yet who could do it.</summary>
internal sealed class FirstAdmin(CrmVoiceDbContext db, OrganizationScope scope, UserManager<ApplicationUser> users)
{
    // Told apart when somebody reads them aloud.
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int PasswordLength = 20;

    /// <returns>The admin's password, which is told nowhere else.</returns>
    /// <exception cref="OrganizationRefusedException">The name or the address is no good, or in use.</exception>
    public async Task<string> CreateAsync(string name, string email, CancellationToken cancellationToken)
    {
        if (name.Trim() is var trimmed && trimmed.Length is 0 or > Organization.NameMaxLength)
        {
            throw new OrganizationRefusedException($"An organization's name has 1 to {Organization.NameMaxLength} characters.");
        }

        if (email.Count(letter => letter == '@') != 1 || email.StartsWith('@') || email.EndsWith('@') || email.Any(char.IsWhiteSpace))
        {
            throw new OrganizationRefusedException($"{email} is no e-mail address.");
        }

        if (await db.Organizations.IgnoreQueryFilters().AnyAsync(organization => organization.Name == trimmed, cancellationToken))
        {
            throw new OrganizationRefusedException($"There is an organization {trimmed} already.");
        }

        return await StoreAsync(trimmed, email, cancellationToken);
    }

    private async Task<string> StoreAsync(string name, string email, CancellationToken cancellationToken)
    {
        var organization = Organization.Found(OrganizationId.New(), name, "BR", "pt-BR", "America/Sao_Paulo");
        var user = new ApplicationUser { Id = Guid.NewGuid(), UserName = email, Email = email, EmailConfirmed = true };
        scope.Enter(organization.Id);
        db.Add(organization);
        db.Add(Membership.Join(MembershipId.New(), organization.Id, new UserId(user.Id), email, Role.Admin, phone: null));
        // Stores all three at once, or none.
        var password = RandomNumberGenerator.GetString(Letters, PasswordLength - 3) + "-7A";
        var created = await users.CreateAsync(user, password);
        return created.Succeeded ? password : throw new OrganizationRefusedException(string.Join(' ', created.Errors.Select(error => error.Description)));
    }
}

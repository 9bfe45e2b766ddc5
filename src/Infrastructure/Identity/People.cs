using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>
/// ASP.NET Core Identity's rows, stored with all else that a unit of work changes: its own manager would store each at once.
/// </summary>
internal sealed class People(CrmVoiceDbContext db, ILookupNormalizer normalizer, IPasswordHasher<ApplicationUser> hasher) : IPeople
{
    public async Task<UserId?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(email.Trim());
        var found = await db.Users.Where(user => user.NormalizedEmail == normalized)
            .Select(user => (Guid?)user.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return found is { } id ? new UserId(id) : null;
    }

    public async Task<IReadOnlyDictionary<UserId, string>> EmailsAsync(
        IReadOnlyCollection<UserId> people,
        CancellationToken cancellationToken)
    {
        Guid[] ids = [.. people.Select(person => person.Value)];
        return await db.Users.Where(user => ids.Contains(user.Id))
            .ToDictionaryAsync(user => new UserId(user.Id), user => user.Email ?? "", cancellationToken);
    }

    public Task<bool> IsMemberElsewhereAsync(UserId person, OrganizationId besides, CancellationToken cancellationToken) =>
        db.Memberships.OfAllOrganizations()
            .AnyAsync(membership => membership.UserId == person && membership.OrganizationId != besides, cancellationToken);

    public async Task<UserId> AddAsync(string email, string? password, CancellationToken cancellationToken)
    {
        if (await FindAsync(email, cancellationToken) is not null)
        {
            throw new DomainRuleException(RuleCodes.EmailTaken, "This e-mail address is already taken.");
        }

        var user = new ApplicationUser
        {
            Id = UserId.New().Value,
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            EmailConfirmed = true,
            LockoutEnabled = true,
            SecurityStamp = NewStamp(),
        };
        user.PasswordHash = password is null ? null : hasher.HashPassword(user, password);
        db.Add(user);
        return new UserId(user.Id);
    }

    public async Task EndSessionsAsync(UserId person, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleAsync(user => user.Id == person.Value, cancellationToken);
        (user.SecurityStamp, user.ConcurrencyStamp) = (NewStamp(), NewStamp());
    }

    internal static string NewStamp() => Guid.NewGuid().ToString("N");
}

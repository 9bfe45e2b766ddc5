using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>ASP.NET Core Identity's rows, stored with all else that a unit of work changes: its own manager would store each at once.</summary>
internal sealed class People(CrmVoiceDbContext db, ILookupNormalizer normalizer, IPasswordHasher<ApplicationUser> hasher) : IPeople
{
    public async Task<UserId?> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(email.Trim());
        var found = await db.Users.Where(user => user.NormalizedEmail == normalized).Select(user => (Guid?)user.Id).FirstOrDefaultAsync(cancellationToken);
        return found is { } id ? new UserId(id) : null;
    }

    public Task<string?> FindEmailAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.Where(user => user.Id == id.Value).Select(user => user.Email).FirstOrDefaultAsync(cancellationToken);

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
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        user.PasswordHash = password is null ? null : hasher.HashPassword(user, password);
        db.Add(user);
        return new UserId(user.Id);
    }
}

using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>A session that has not been ended.</summary>
internal sealed class SessionRow
{
    public required Guid Id { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>The person's security stamp at its beginning: it changes with the password.</summary>
    public required string Stamp { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When it is over, whatever is done in it (UTC).</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>The organization whose provider vouched for the person, and the only one that it leads into; null for a password.</summary>
    public OrganizationId? OnlyIn { get; init; }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<SessionRow>
{
    public void Configure(EntityTypeBuilder<SessionRow> builder)
    {
        builder.ToTable("Sessions");
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Stamp).HasMaxLength(IdentityConfiguration.WordMaxLength);
        builder.HasIndex(session => session.UserId);
    }
}

internal sealed class Sessions(CrmVoiceDbContext db, TimeProvider clock) : ISessions
{
    private static readonly TimeSpan longest = TimeSpan.FromDays(14);

    public async Task<Guid> BeginAsync(UserId userId, OrganizationId? onlyIn, CancellationToken cancellationToken)
    {
        var (now, stamp) = (
            clock.GetUtcNow(),
            await db.Users.Where(user => user.Id == userId.Value).Select(user => user.SecurityStamp).SingleAsync(cancellationToken));
        var session = new SessionRow
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Stamp = stamp ?? "",
            BeganAt = now,
            EndsAt = now + longest,
            OnlyIn = onlyIn,
        };
        db.RemoveRange(await db.Sessions.Where(old => old.UserId == userId && old.EndsAt < now).ToListAsync(cancellationToken));
        db.Add(session);
        return session.Id;
    }

    public async Task<SessionState?> FindAsync(Guid session, MembershipId membership, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await (
                from row in db.Sessions.AsNoTracking()
                where row.Id == session
                join member in db.Memberships.OfAllOrganizations().AsNoTracking() on row.UserId equals member.UserId
                where member.Id == membership && member.DeactivatedAt == null
                    && (row.OnlyIn == null || row.OnlyIn == member.OrganizationId)
                select new
                {
                    row.UserId,
                    row.Stamp,
                    row.EndsAt,
                    row.OnlyIn,
                    member.Role,
                    Required = db.SignInPolicies.OfAllOrganizations()
                        .Any(policy => policy.OrganizationId == member.OrganizationId && policy.RequiresTwoFactor),
                    HasTwoFactor = db.TwoFactors.Any(twoFactor => twoFactor.UserId == row.UserId),
                })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null || found.EndsAt <= now)
        {
            return null;
        }

        var user = await db.Users.AsNoTracking().Where(user => user.Id == found.UserId.Value)
            .Select(user => new { user.SecurityStamp, user.LockoutEnabled, user.LockoutEnd, user.IsInstallationAdmin })
            .FirstOrDefaultAsync(cancellationToken);
        return user is null || (user.SecurityStamp ?? "") != found.Stamp || (user.LockoutEnabled && user.LockoutEnd > now)
            ? null
            : new SessionState(
                found.Role,
                user.IsInstallationAdmin && found.OnlyIn is null,
                found is { Required: true, HasTwoFactor: false, OnlyIn: null });
    }

    public async Task<bool> EndAsync(Guid session, CancellationToken cancellationToken)
    {
        if (await db.Sessions.FirstOrDefaultAsync(row => row.Id == session, cancellationToken) is not { } found)
        {
            return false;
        }

        db.Remove(found);
        return true;
    }

    public async Task EndOthersAsync(UserId userId, Guid session, CancellationToken cancellationToken) =>
        db.RemoveRange(await db.Sessions.Where(row => row.UserId == userId && row.Id != session).ToListAsync(cancellationToken));

    public async Task EndOfProviderAsync(OrganizationId organization, CancellationToken cancellationToken) =>
        db.RemoveRange(await db.Sessions.Where(row => row.OnlyIn == organization).ToListAsync(cancellationToken));

    public async Task EndOfProviderAsync(OrganizationId organization, UserId person, CancellationToken cancellationToken) =>
        db.RemoveRange(
            await db.Sessions.Where(row => row.OnlyIn == organization && row.UserId == person).ToListAsync(cancellationToken));
}

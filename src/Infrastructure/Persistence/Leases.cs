using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Persistence;

/// <summary>Which process does what only one may do at a time.</summary>
internal sealed class LeaseRow
{
    public const int NameMaxLength = 64;

    public required string Name { get; init; }

    public required Guid Holder { get; init; }

    /// <summary>Whoever has not come back by then has died (UTC).</summary>
    public required DateTimeOffset Until { get; init; }
}

internal sealed class LeaseConfiguration : IEntityTypeConfiguration<LeaseRow>
{
    public void Configure(EntityTypeBuilder<LeaseRow> builder)
    {
        builder.ToTable("Leases");
        builder.HasKey(lease => lease.Name);
        builder.Property(lease => lease.Name).HasMaxLength(LeaseRow.NameMaxLength);
    }
}

internal sealed class Leases(CrmVoiceDbContext db, TimeProvider clock)
{
    // So much the clocks of two processes may differ.
    private static readonly TimeSpan clockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Takes a lease that is free or one's own; a single statement decides, so that two cannot both have it.</summary>
    public async Task<bool> TryHoldAsync(string name, Guid holder, TimeSpan length, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var until = now + length;
        // Nobody holds it for so long: whoever took it did so by another clock, or before ours was set back.
        var unbelievable = until + clockTolerance;
        var taken = await db.Leases
            .Where(lease => lease.Name == name && (lease.Holder == holder || lease.Until <= now || lease.Until > unbelievable))
            .ExecuteUpdateAsync(lease => lease.SetProperty(l => l.Holder, holder).SetProperty(l => l.Until, until), cancellationToken);
        if (taken == 1)
        {
            return true;
        }

        var isKnown = await db.Leases.AsNoTracking().FirstOrDefaultAsync(lease => lease.Name == name, cancellationToken) is not null;
        return !isKnown && await TryAddAsync(new LeaseRow { Name = name, Holder = holder, Until = until }, cancellationToken);
    }

    /// <summary>Gives a lease back; nothing happens where somebody else has it.</summary>
    public Task ReleaseAsync(string name, Guid holder, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.Leases.Where(lease => lease.Name == name && lease.Holder == holder)
            .ExecuteUpdateAsync(lease => lease.SetProperty(l => l.Until, now), cancellationToken);
    }

    private async Task<bool> TryAddAsync(LeaseRow lease, CancellationToken cancellationToken)
    {
        try
        {
            db.Leases.Add(lease);
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (UnitOfWork.IsUniqueViolation(exception.InnerException))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}

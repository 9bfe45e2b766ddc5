using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class MissedCallerConfiguration : IEntityTypeConfiguration<MissedCaller>
{
    public void Configure(EntityTypeBuilder<MissedCaller> builder)
    {
        builder.ToTable("MissedCallers");
        builder.HasKey(caller => caller.Id);
        builder.Property(caller => caller.Id).ValueGeneratedNever();
        builder.Property(caller => caller.Version).IsConcurrencyToken();
        builder.Property(caller => caller.Calls).HasField("calls").UsePropertyAccessMode(PropertyAccessMode.Field)
            .HasConversion(new JsonListConverter<MissedCall>(), new ListComparer<MissedCall>());
        builder.HasIndex(caller => new { caller.OrganizationId, caller.Number }).IsUnique();
        // Those that are open are few, and every page counts them.
        builder.HasIndex(caller => new { caller.OrganizationId, caller.OpenSince }).HasFilter("\"OpenSince\" IS NOT NULL");
        builder.Ignore(caller => caller.IsOpen);
    }
}

internal sealed class MissedCallerRepository(CrmVoiceDbContext db) : IMissedCallerRepository
{
    public void Add(MissedCaller caller) => db.MissedCallers.Add(caller);

    public Task<MissedCaller?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.MissedCallers.FirstOrDefaultAsync(caller => caller.Id == id, cancellationToken);

    // One that was added in this unit of work is not stored yet.
    public async Task<MissedCaller?> FindAsync(PhoneNumber number, CancellationToken cancellationToken) =>
        db.MissedCallers.Local.FirstOrDefault(caller => caller.Number == number)
        ?? await db.MissedCallers.FirstOrDefaultAsync(caller => caller.Number == number, cancellationToken);

    public Task<AnsweredCall?> FindAnsweredAsync(
        IReadOnlyList<PhoneNumber> numbers, DateTimeOffset since, CancellationToken cancellationToken) =>
        db.Calls.AsNoTracking()
            .Where(call => call.Result == CallResult.Answered && call.ConnectedAt >= since)
            .Where(call => call.Direction == CallDirection.Outbound ? numbers.Contains(call.To) : numbers.Contains(call.From!))
            .OrderByDescending(call => call.ConnectedAt)
            .Select(call => new AnsweredCall(call.Id, call.ConnectedAt!.Value))
            .FirstOrDefaultAsync(cancellationToken);
}

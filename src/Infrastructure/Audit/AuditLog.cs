using System.Security.Cryptography;
using System.Text;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Audit;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasKey(entry => entry.Id);
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.Property(entry => entry.Address).HasMaxLength(AuditEntry.AddressMaxLength);
        builder.Property(entry => entry.Changes).HasConversion(new JsonListConverter<AuditedChange>(), new ListComparer<AuditedChange>());
        builder.HasIndex(entry => new { entry.OrganizationId, entry.At });
        builder.HasIndex(entry => entry.At);
    }
}

/// <summary>Stored with all else that a unit of work changes.</summary>
internal sealed class AuditLog(CrmVoiceDbContext db, OrganizationScope scope, IRequestOrigin origin, TimeProvider clock) : IAuditLog
{
    public void Add(Audited happened) => Add(happened, id: null);

    // The id says what is told once: of two who tell it at the same time, the second cannot store it, looks again and finds it.
    public async Task AddOnceAsync(Audited happened, string key, CancellationToken cancellationToken)
    {
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{scope.Current?.Value} {key}")).AsSpan(0, 16));
        if (!await db.AuditEntries.AsNoTracking().AnyAsync(entry => entry.Id == id, cancellationToken))
        {
            Add(happened, id);
        }
    }

    private void Add(Audited happened, Guid? id)
    {
        var organization = happened.In ?? scope.Current
            ?? throw new InvalidOperationException("What is audited belongs to an organization.");
        var (at, address) = happened.Earlier ?? (clock.GetUtcNow(), origin.Address);
        var by = happened.By ?? origin.FindMember(organization);
        db.Tell(AuditEntry.Write(organization, at, by, happened.Action, happened.Kind, happened.RecordId, address, happened.Changes, id));
    }
}

using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class VoicemailConfiguration : IEntityTypeConfiguration<Voicemail>
{
    public void Configure(EntityTypeBuilder<Voicemail> builder)
    {
        builder.ToTable("Voicemails");
        builder.HasKey(voicemail => voicemail.Id);
        builder.Property(voicemail => voicemail.Id).ValueGeneratedNever();
        builder.Property(voicemail => voicemail.Version).IsConcurrencyToken();
        builder.HasIndex(voicemail => voicemail.RecordingId).IsUnique();
        builder.HasIndex(voicemail => new { voicemail.OrganizationId, voicemail.LeftAt, voicemail.Id }).IsDescending(false, true, true);
        // New ones are few, and every page counts them.
        builder.HasIndex(voicemail => voicemail.OrganizationId).HasFilter("\"HeardAt\" IS NULL");
        // A message goes with its recording, and that with its call.
        builder.HasOne<CallRecording>().WithOne().HasForeignKey<Voicemail>(voicemail => voicemail.RecordingId);
    }
}

internal sealed class VoicemailRepository(CrmVoiceDbContext db) : IVoicemailRepository
{
    public void Add(Voicemail voicemail) => db.Voicemails.Add(voicemail);

    public Task<Voicemail?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Voicemails.FirstOrDefaultAsync(voicemail => voicemail.Id == id, cancellationToken);

    // One that was added in this unit of work is not stored yet.
    public async Task<Voicemail?> FindAsync(RecordingId recordingId, CancellationToken cancellationToken) =>
        db.Voicemails.Local.FirstOrDefault(voicemail => voicemail.RecordingId == recordingId)
        ?? await db.Voicemails.FirstOrDefaultAsync(voicemail => voicemail.RecordingId == recordingId, cancellationToken);
}

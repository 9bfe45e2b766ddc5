using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Organizations;

internal sealed class HoldAudioConfiguration : IEntityTypeConfiguration<HoldAudio>
{
    public void Configure(EntityTypeBuilder<HoldAudio> builder)
    {
        builder.ToTable("HoldAudios");
        builder.HasKey(audio => audio.Id);
        builder.Property(audio => audio.Id).ValueGeneratedNever();
        builder.Property(audio => audio.Name).HasMaxLength(HoldAudio.NameMaxLength);
        builder.HasIndex(audio => audio.OrganizationId);
        builder.HasIndex(audio => audio.RetiredAt);
    }
}

internal sealed class HoldAudioRepository(CrmVoiceDbContext db) : IHoldAudioRepository
{
    public void Add(HoldAudio audio) => db.HoldAudios.Add(audio);

    public Task<HoldAudio?> FindAsync(HoldAudioId id, CancellationToken cancellationToken) =>
        db.HoldAudios.FirstOrDefaultAsync(audio => audio.Id == id, cancellationToken);
}

internal sealed class HoldAudioOwners(CrmVoiceDbContext db) : IHoldAudioOwners
{
    public Task<OrganizationId?> FindAsync(HoldAudioId id, CancellationToken cancellationToken) =>
        db.HoldAudios.OfAllOrganizations()
            .Where(audio => audio.Id == id)
            .Select(audio => (OrganizationId?)audio.OrganizationId)
            .FirstOrDefaultAsync(cancellationToken);
}

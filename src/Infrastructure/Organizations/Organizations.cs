using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Organizations;

internal sealed class OrganizationConfiguration : IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.ToTable("Organizations");
        builder.HasKey(organization => organization.Id);
        builder.Property(organization => organization.Id).ValueGeneratedNever();
        builder.Property(organization => organization.Version).IsConcurrencyToken();
        builder.Property(organization => organization.Name).HasMaxLength(Organization.NameMaxLength);
        builder.Property(organization => organization.Country).HasMaxLength(2);
        builder.Property(organization => organization.Language).HasMaxLength(16);
        builder.Property(organization => organization.TimeZone).HasMaxLength(64);
        builder.ComplexProperty(organization => organization.CallSettings, settings =>
            settings.Property(s => s.Texts).HasConversion(new JsonListConverter<SpokenTexts>(), new ListComparer<SpokenTexts>()));
        builder.Property(organization => organization.CallingLimits).HasConversion(new JsonConverter<CallingLimits?>());
        builder.Property(organization => organization.OpeningHours).HasConversion(new JsonConverter<OpeningHours?>());
        builder.ComplexProperty(organization => organization.CallerIdRule);
        builder.OwnsOne(organization => organization.TwilioAccount, account =>
        {
            account.Property(a => a.AccountSid).HasMaxLength(34);
            account.Property(a => a.ApiKeySid).HasMaxLength(34);
            account.Property(a => a.ProtectedAuthToken).HasMaxLength(1024);
            account.Property(a => a.ProtectedPreviousAuthToken).HasMaxLength(1024);
            account.Property(a => a.ProtectedApiKeySecret).HasMaxLength(1024);
            account.Property(a => a.Edge).HasMaxLength(32);
            account.Property(a => a.Region).HasMaxLength(32);
            account.Property(a => a.Numbers).HasField("numbers").UsePropertyAccessMode(PropertyAccessMode.Field).HasMaxLength(1024)
                .HasConversion(new PhoneNumbersConverter(), new ListComparer<PhoneNumber>());
            account.OwnsOne(a => a.LastCheck, check => check.Property(c => c.Numbers).HasMaxLength(1024)
                .HasConversion(new PhoneNumbersConverter(), new ListComparer<PhoneNumber>()));
            account.Ignore(a => a.CallerId);
            account.Ignore(a => a.IsProven);
            account.Ignore(a => a.IsAuthTokenUntried);
            account.HasIndex(a => a.AccountSid);
        });
    }
}

internal sealed class OrganizationRepository(CrmVoiceDbContext db) : IOrganizationRepository
{
    public void Add(Organization organization) => db.Organizations.Add(organization);

    public Task<Organization?> FindAsync(OrganizationId id, CancellationToken cancellationToken) =>
        db.Organizations.FirstOrDefaultAsync(organization => organization.Id == id, cancellationToken);
}

using System.Security.Cryptography;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Identity;

internal sealed class SignInProviderConfiguration : IEntityTypeConfiguration<SignInProvider>
{
    public void Configure(EntityTypeBuilder<SignInProvider> builder)
    {
        builder.ToTable("SignInProviders");
        builder.HasKey(provider => provider.OrganizationId);
        builder.Property(provider => provider.OrganizationId).ValueGeneratedNever();
        builder.Property(provider => provider.Version).IsConcurrencyToken();
        builder.Property(provider => provider.Issuer).HasMaxLength(SignInProvider.IssuerMaxLength);
        builder.Property(provider => provider.ClientId).HasMaxLength(SignInProvider.ClientIdMaxLength);
        builder.Property(provider => provider.ProtectedClientSecret).HasMaxLength(1024);
        builder.Property(provider => provider.Label).HasMaxLength(SignInProvider.LabelMaxLength);
    }
}

internal sealed class SignInProviderRepository(CrmVoiceDbContext db) : ISignInProviderRepository
{
    public void Add(SignInProvider provider) => db.SignInProviders.Add(provider);

    public void Remove(SignInProvider provider) => db.SignInProviders.Remove(provider);

    public Task<SignInProvider?> FindAsync(CancellationToken cancellationToken) =>
        db.SignInProviders.FirstOrDefaultAsync(cancellationToken);
}

/// <summary>Looks across organizations: nobody has entered one yet.</summary>
internal sealed partial class SignInProviders(CrmVoiceDbContext db, SecretProtector secrets, ILogger<SignInProviders> logger)
    : ISignInProviders
{
    public async Task<ProviderConnection?> FindAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        var provider = await db.SignInProviders.OfAllOrganizations()
            .AsNoTracking()
            .FirstOrDefaultAsync(provider => provider.OrganizationId == organization && provider.IsEnabled, cancellationToken);
        try
        {
            return provider is null
                ? null
                : new ProviderConnection(
                    organization,
                    provider.Issuer,
                    provider.ClientId,
                    secrets.Unprotect(provider.ProtectedClientSecret),
                    provider.Label);
        }
        catch (CryptographicException)
        {
            LogUnreadable(organization.Value);
            return null;
        }
    }

    public async Task<ProviderButton?> FindOnlyAsync(CancellationToken cancellationToken) =>
        await db.SignInProviders.OfAllOrganizations()
            .AsNoTracking()
            .Where(provider => provider.IsEnabled)
            .OrderBy(provider => provider.OrganizationId)
            .Select(provider => new ProviderButton(provider.OrganizationId, provider.Label))
            .Take(2)
            .ToListAsync(cancellationToken) is [var only] ? only : null;

    [LoggerMessage(
        1,
        LogLevel.Error,
        "The client secret of the sign-in provider of {OrganizationId} cannot be read: the key ring has changed. Save it again")]
    private partial void LogUnreadable(Guid organizationId);
}

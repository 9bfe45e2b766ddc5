using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>
/// Lengths for what ASP.NET Core Identity leaves without: its keys of 450 characters are longer than SQL Server allows for an index.
/// </summary>
internal sealed class IdentityConfiguration :
    IEntityTypeConfiguration<ApplicationUser>,
    IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    private const int KeyMaxLength = 128;
    internal const int WordMaxLength = 64;
    private const int TextMaxLength = 512;

    public void Configure(EntityTypeBuilder<ApplicationUser> builder)
    {
        builder.Property(user => user.PasswordHash).HasMaxLength(TextMaxLength);
        builder.Property(user => user.SecurityStamp).HasMaxLength(WordMaxLength);
        builder.Property(user => user.ConcurrencyStamp).HasMaxLength(WordMaxLength);
        builder.Property(user => user.PhoneNumber).HasMaxLength(WordMaxLength);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder)
    {
        builder.Property(claim => claim.ClaimType).HasMaxLength(TextMaxLength);
        builder.Property(claim => claim.ClaimValue).HasMaxLength(TextMaxLength);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        builder.Property(login => login.LoginProvider).HasMaxLength(KeyMaxLength);
        builder.Property(login => login.ProviderKey).HasMaxLength(KeyMaxLength);
        builder.Property(login => login.ProviderDisplayName).HasMaxLength(KeyMaxLength);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.Property(token => token.LoginProvider).HasMaxLength(KeyMaxLength);
        builder.Property(token => token.Name).HasMaxLength(KeyMaxLength);
        builder.Property(token => token.Value).HasMaxLength(TextMaxLength);
    }
}

using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Identity;

internal sealed class SignInPolicyConfiguration : IEntityTypeConfiguration<SignInPolicy>
{
    public void Configure(EntityTypeBuilder<SignInPolicy> builder)
    {
        builder.ToTable("SignInPolicies");
        builder.HasKey(policy => policy.OrganizationId);
        builder.Property(policy => policy.OrganizationId).ValueGeneratedNever();
        builder.Property(policy => policy.Version).IsConcurrencyToken();
    }
}

internal sealed class SignInPolicyRepository(CrmVoiceDbContext db) : ISignInPolicyRepository
{
    public void Add(SignInPolicy policy) => db.SignInPolicies.Add(policy);

    public Task<SignInPolicy?> FindAsync(CancellationToken cancellationToken) => db.SignInPolicies.FirstOrDefaultAsync(cancellationToken);
}

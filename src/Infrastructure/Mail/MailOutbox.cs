using System.Text.Json;
using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Mail;

/// <summary>A mail that was not sent yet. It is deleted once it is.</summary>
internal sealed class MailRow
{
    public required Guid Id { get; init; }

    /// <summary>Whom it is for and what it says, encrypted: it holds links that open things.</summary>
    public required string ProtectedContent { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Those in vain.</summary>
    public int Attempts { get; init; }
}

internal sealed class MailConfiguration : IEntityTypeConfiguration<MailRow>
{
    public void Configure(EntityTypeBuilder<MailRow> builder)
    {
        builder.ToTable("Mails");
        builder.HasKey(mail => mail.Id);
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.HasIndex(mail => mail.DueAt);
    }
}

internal sealed class MailOutbox(CrmVoiceDbContext db, MailProtector protector, IOptions<MailOptions> options, TimeProvider clock)
    : IMailOutbox
{
    public bool IsSent => options.Value.IsConfigured;

    public void Add(OutgoingMail mail)
    {
        if (!IsSent)
        {
            throw new InvalidOperationException("There is no server that would take mail.");
        }

        var now = clock.GetUtcNow();
        db.Add(new MailRow { Id = Guid.CreateVersion7(now), ProtectedContent = protector.Protect(mail), CreatedAt = now, DueAt = now });
    }
}

internal sealed class MailProtector(IDataProtectionProvider provider)
{
    private readonly IDataProtector protector = provider.CreateProtector("CrmVoice.Mail.v1");

    public string Protect(OutgoingMail mail) => protector.Protect(JsonSerializer.Serialize(mail));

    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys are gone.</exception>
    public OutgoingMail Read(string content) => JsonSerializer.Deserialize<OutgoingMail>(protector.Unprotect(content))!;
}

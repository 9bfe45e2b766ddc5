using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>
/// Somebody's account at the organization's provider, linked to a membership until an admin unlinks it: it is known by its subject,
/// whatever its e-mail address becomes.
/// </summary>
public sealed class ProviderAccount : IOrganizationOwned
{
    /// <summary>OpenID Connect Core 1.0, section 2: at most 255 ASCII characters.</summary>
    public const int SubjectMaxLength = 255;

    private ProviderAccount()
    {
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public MembershipId MembershipId { get; private set; }

    /// <summary>Of the provider that vouched for it.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>What the provider calls the account, and never gives to another.</summary>
    public string Subject { get; private set; } = "";

    public DateTimeOffset LinkedAt { get; private set; }

    public static ProviderAccount Link(Membership member, string issuer, string subject, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        OrganizationId = member.OrganizationId,
        MembershipId = member.Id,
        Issuer = issuer,
        Subject = subject,
        LinkedAt = now,
    };
}

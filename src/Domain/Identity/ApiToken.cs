using System.Security.Cryptography;
using System.Text;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>A personal token for the REST API; it belongs to one membership. Only its hash is kept.</summary>
public sealed class ApiToken : AggregateRoot, IOrganizationOwned
{
    private ApiToken()
    {
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public MembershipId MembershipId { get; private set; }

    /// <summary>SHA-256 of the token, in lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it stops working (UTC); null for never.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>When it was taken back (UTC); null while it has not been.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public static ApiToken Issue(Membership membership, string token, DateTimeOffset now, DateTimeOffset? endsAt = null) => new()
    {
        Id = Guid.CreateVersion7(),
        OrganizationId = membership.OrganizationId,
        MembershipId = membership.Id,
        Hash = HashOf(token),
        CreatedAt = now,
        EndsAt = endsAt,
    };

    public void Revoke(DateTimeOffset now)
    {
        RevokedAt ??= now;
        CountChange();
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

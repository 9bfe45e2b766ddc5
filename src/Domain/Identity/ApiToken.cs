using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>A personal token for the REST API; it belongs to one membership. Only its hash and its last letters are kept.</summary>
public sealed class ApiToken : AggregateRoot, IOrganizationOwned
{
    public const int NameMaxLength = 60;

    /// <summary>How many letters of its end are kept, so that its owner can tell one from another.</summary>
    public const int EndingLength = 4;

    /// <summary>How many live ones somebody may have in an organization.</summary>
    public const int Most = 20;

    /// <summary>A year, and the rest of its last day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private ApiToken()
    {
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public MembershipId MembershipId { get; private set; }

    /// <summary>What its owner calls it; empty for those from before they had names.</summary>
    public string Name { get; private set; } = "";

    public ApiTokenScope Scope { get; private set; }

    /// <summary>SHA-256 of the token, in lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Its last letters; empty for those from before they were kept.</summary>
    public string Ending { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it stops working (UTC); null for never.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>When it was revoked (UTC); null where it was not.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>When a request came with it last (UTC), give or take a minute; null while none has.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public static ApiToken Issue(
        Membership membership,
        string token,
        DateTimeOffset now,
        DateTimeOffset? endsAt = null,
        string name = "",
        ApiTokenScope scope = ApiTokenScope.Full)
    {
        return new ApiToken
        {
            Id = Guid.CreateVersion7(),
            OrganizationId = membership.OrganizationId,
            MembershipId = membership.Id,
            Name = name,
            Scope = scope,
            Hash = HashOf(token),
            Ending = token[^EndingLength..],
            CreatedAt = now,
            EndsAt = endsAt,
        };
    }

    /// <summary>What programs send: nobody guesses it, and whoever finds it somewhere sees whose kind it is.</summary>
    public static string NewToken() => $"cv_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    public ApiTokenState StateAt(DateTimeOffset now) => this switch
    {
        { RevokedAt: not null } => ApiTokenState.Revoked,
        _ => EndsAt <= now ? ApiTokenState.Expired : ApiTokenState.Live,
    };

    public void Revoke(DateTimeOffset now)
    {
        RevokedAt ??= now;
        CountChange();
    }

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

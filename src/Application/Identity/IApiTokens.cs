using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>Finds the owner of a personal API token. Looks in all organizations, since none is known yet.</summary>
public interface IApiTokens
{
    /// <param name="tokenHash">As <see cref="ApiToken.HashOf"/> makes it.</param>
    /// <returns>Null for a token that nobody has.</returns>
    Task<TokenOwner?> FindAsync(string tokenHash, CancellationToken cancellationToken);
}

/// <param name="Language">IETF language tag the member chose; null where none was chosen.</param>
/// <param name="Scope">What the token may do of what the role allows.</param>
public sealed record TokenOwner(
    UserId UserId,
    MembershipId MembershipId,
    OrganizationId OrganizationId,
    Role Role,
    string? Language,
    ApiTokenScope Scope);

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

public interface IApiTokenRepository
{
    void Add(ApiToken token);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<ApiToken?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>A member's tokens that are neither expired nor revoked.</summary>
    Task<IReadOnlyList<ApiToken>> ListLiveAsync(MembershipId member, DateTimeOffset now, CancellationToken cancellationToken);
}

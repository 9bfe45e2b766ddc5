using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

/// <summary>Remembers for 24 hours, per member, which request a key came with and what was answered.</summary>
public interface IIdempotentCalls
{
    Task<IdempotentCall?> FindAsync(MembershipId memberId, string key, CancellationToken cancellationToken);

    void Add(MembershipId memberId, OrganizationId organizationId, string key, IdempotentCall call, DateTimeOffset now);
}

/// <param name="RequestHash">SHA-256 of what was asked for, in hexadecimal.</param>
/// <param name="Answer">The call as it was answered then, as JSON.</param>
public sealed record IdempotentCall(string RequestHash, string Answer);

using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

/// <summary>Remembers for 24 hours, per member, which request a key came with and what was answered.</summary>
public interface IIdempotentAnswers
{
    Task<IdempotentAnswer?> FindAsync(MembershipId memberId, string key, CancellationToken cancellationToken);

    void Add(MembershipId memberId, OrganizationId organizationId, string key, IdempotentAnswer answer);
}

/// <param name="RequestHash">SHA-256 of what was asked for, in hexadecimal.</param>
/// <param name="Answer">What was answered then, as JSON.</param>
public sealed record IdempotentAnswer(string RequestHash, string Answer);

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

public interface ICallerIdVerificationRepository
{
    void Add(CallerIdVerification verification);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<CallerIdVerification?> FindAsync(CallerIdVerificationId id, CancellationToken cancellationToken);

    /// <summary>Those asked for after a moment (UTC), newest first.</summary>
    Task<IReadOnlyList<CallerIdVerification>> ListSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

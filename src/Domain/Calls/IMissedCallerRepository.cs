using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public interface IMissedCallerRepository
{
    void Add(MissedCaller caller);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<MissedCaller?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Null where nobody missed a call of this number.</summary>
    Task<MissedCaller?> FindAsync(PhoneNumber number, CancellationToken cancellationToken);

    /// <summary>The last answered call with one of these numbers, whoever placed it; null for none.</summary>
    /// <param name="since">When the two could hear each other, at or after (UTC).</param>
    Task<AnsweredCall?> FindAnsweredAsync(
        IReadOnlyList<PhoneNumber> numbers, DateTimeOffset since, CancellationToken cancellationToken);
}

/// <param name="At">When the two could hear each other (UTC).</param>
public sealed record AnsweredCall(CallId Id, DateTimeOffset At);

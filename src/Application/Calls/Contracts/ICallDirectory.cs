using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Contracts;

/// <summary>What other modules may know about the current organization's calls.</summary>
public interface ICallDirectory
{
    /// <summary>
    /// Whether a call is in progress, as far as Twilio says. A call without news for 15 minutes does not count: by then
    /// Twilio has been asked many times.
    /// </summary>
    Task<bool> HasLiveCallsAsync(CancellationToken cancellationToken);

    /// <summary>Whether this member's phone was ever answered in a call.</summary>
    Task<bool> HasAnsweredAsync(MembershipId member, CancellationToken cancellationToken);

    /// <summary>The newest of these Twilio error codes among the calls requested since then (UTC); null where there is none.</summary>
    Task<int?> FindErrorAsync(IReadOnlyList<int> codes, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// How often Twilio took no request for a leg of the calls placed since then (UTC) because it was asked too often; one that was
    /// repeated counts each time.
    /// </summary>
    Task<int> CountAskedTooOftenAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>A recording of a call; null where the call has no such recording.</summary>
    Task<CallRecordingKey?> FindRecordingAsync(CallId callId, RecordingId recordingId, CancellationToken cancellationToken);

    /// <summary>The limit of the day that a member or the organization has used up; null where there is room for one more call.</summary>
    Task<LimitRefusal?> FindUsedUpAsync(CallingProfile organization, MembershipId member, CancellationToken cancellationToken);

    /// <summary>How much was called since the beginning of a day.</summary>
    Task<CallUse> GetUseAsync(DateTimeOffset today, CancellationToken cancellationToken);

    /// <summary>How much of a budget for a day is gone.</summary>
    /// <param name="budget">In the account's currency.</param>
    /// <param name="today">When the day began (UTC).</param>
    Task<BudgetUse> GetBudgetUseAsync(decimal budget, DateTimeOffset today, CancellationToken cancellationToken);
}

/// <param name="Calls">Placed by anybody.</param>
/// <param name="Minutes">Of conversation, begun ones counted in full, of calls that are over.</param>
/// <param name="MaxOfAnAgentInAMinute">The same within the last minute.</param>
public sealed record CallUse(int Calls, int Minutes, int MaxOfAnAgent, int MaxOfAnAgentInAMinute);

/// <param name="Owners">Whose call it is.</param>
/// <param name="Sid">The carrier's id of the recording.</param>
/// <param name="IsVoicemail">A caller left it for everybody; otherwise it is what was talked.</param>
public sealed record CallRecordingKey(IReadOnlyList<MembershipId> Owners, string Sid, bool IsVoicemail);

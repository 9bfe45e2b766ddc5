using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.Contracts;

/// <summary>What others may know of the present organization's calls and their webhooks.</summary>
public interface ICallDirectory
{
    /// <summary>Whether there is a call that goes on, as far as Twilio says. One that nothing has been heard of for long, however often Twilio was asked, holds up nobody.</summary>
    Task<bool> HasLiveCallsAsync(CancellationToken cancellationToken);

    /// <summary>Whether this member's phone was ever answered in a call.</summary>
    Task<bool> HasAnsweredAsync(MembershipId member, CancellationToken cancellationToken);

    /// <summary>The newest of these errors of Twilio's that a call requested since then has met; null where none has.</summary>
    Task<int?> FindErrorAsync(IReadOnlyList<int> codes, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>A recording of a call; null where the call has none such.</summary>
    Task<CallRecordingKey?> FindRecordingAsync(CallId callId, RecordingId recordingId, CancellationToken cancellationToken);

    /// <summary>How much was called since the beginning of a day.</summary>
    Task<CallUse> GetUseAsync(DateTimeOffset today, CancellationToken cancellationToken);
}

/// <param name="Calls">Placed by anybody.</param>
/// <param name="Minutes">Of conversation, begun ones counted in full, of calls that are over.</param>
/// <param name="MostOfAnAgent">The calls of the agent who placed most of them.</param>
/// <param name="MostOfAnAgentInAMinute">The same within the last minute.</param>
public sealed record CallUse(int Calls, int Minutes, int MostOfAnAgent, int MostOfAnAgentInAMinute);

/// <param name="AgentId">Whose call it is.</param>
/// <param name="Sid">The carrier's name of the recording.</param>
public sealed record CallRecordingKey(MembershipId AgentId, string Sid);

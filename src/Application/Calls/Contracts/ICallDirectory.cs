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
}

/// <param name="AgentId">Whose call it is.</param>
/// <param name="Sid">The carrier's name of the recording.</param>
public sealed record CallRecordingKey(MembershipId AgentId, string Sid);

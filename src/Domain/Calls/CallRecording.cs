using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>Twilio's status of a recording (Recordings resource), as far as CrmVoice needs it. Ordered by progress.</summary>
public enum RecordingStatus
{
    InProgress,
    Completed,
    Absent,
}

/// <summary>What Twilio can be told of the recording of a live call.</summary>
public enum RecordingChange
{
    Start,

    /// <summary>What is said is left out (Recordings resource: <c>PauseBehavior=skip</c>).</summary>
    Pause,
    Resume,
}

/// <summary>What was recorded of a call; the audio itself stays at Twilio.</summary>
public sealed class CallRecording : IOrganizationOwned
{
    /// <summary>What is shorter is nobody's message but the sound of hanging up: Twilio keeps that, too.</summary>
    public static readonly TimeSpan ShortestVoicemail = TimeSpan.FromSeconds(2);

    private CallRecording()
    {
    }

    internal CallRecording(OrganizationId organizationId, CallId callId, string sid)
    {
        Id = RecordingId.New();
        OrganizationId = organizationId;
        CallId = callId;
        Sid = sid;
    }

    public RecordingId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>Twilio's <c>RE…</c> SID, from which the URL of the audio is built; a URL in a webhook is never used.</summary>
    public string Sid { get; private set; } = "";

    public RecordingStatus Status { get; private set; }

    public int? DurationSeconds { get; private set; }

    public int? Channels { get; private set; }

    /// <summary>The caller left it for us (Recordings resource: source <c>RecordVerb</c>); otherwise it is what was talked.</summary>
    public bool IsVoicemail { get; private set; }

    /// <summary>A message that Twilio has, and in which something is said.</summary>
    public bool IsCompleteVoicemail =>
        this is { IsVoicemail: true, Status: RecordingStatus.Completed, DurationSeconds: { } seconds }
        && seconds >= ShortestVoicemail.TotalSeconds;

    /// <summary>Merges a report; the status never goes back.</summary>
    /// <returns>False where nothing changed.</returns>
    internal bool Merge(RecordingStatus status, int? durationSeconds, int? channels, bool isVoicemail)
    {
        var before = (Status, DurationSeconds, Channels, IsVoicemail);
        Status = (RecordingStatus)Math.Max((int)Status, (int)status);
        DurationSeconds = Largest(DurationSeconds, durationSeconds);
        Channels = Largest(Channels, channels);
        IsVoicemail |= isVoicemail;
        return before != (Status, DurationSeconds, Channels, IsVoicemail);
    }

    private static int? Largest(int? one, int? other) => one is null || other > one ? other : one;
}

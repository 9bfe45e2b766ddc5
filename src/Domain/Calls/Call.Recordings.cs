using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>What was recorded of a call.</content>
public sealed partial class Call
{
    public IReadOnlyList<CallRecording> Recordings => recordings;

    /// <summary>When Twilio began to record the contact's leg of a call in a room (UTC, our clock); null before, and on a bridge.</summary>
    public DateTimeOffset? RecordingStartedAt { get; private set; }

    /// <summary>Whether the recording leaves out what is said now.</summary>
    public bool IsRecordingPaused { get; private set; }

    /// <summary>When Twilio refused to record, to pause or to go on (UTC, our clock): it is not asked again.</summary>
    public DateTimeOffset? RecordingRefusedAt { get; private set; }

    /// <summary>What Twilio is to be told of the recording; null where it is as it should be.</summary>
    public RecordingChange? RecordingChangeNeeded => this switch
    {
        { Settings.Record: false } or { RecordingRefusedAt: not null } or { ConnectedAt: null } => null,
        { ContactLeg: null or { IsFinal: true } } => null,
        { RecordingStartedAt: null } => RecordingChange.Start,
        _ when IsContactOnHold == IsRecordingPaused => null,
        _ => IsRecordingPaused ? RecordingChange.Resume : RecordingChange.Pause,
    };

    private bool IsContactOnHold => Room.WhereIs(LegOf(LegRole.Contact).Id)?.Flags?.Hold is true;

    /// <summary>Twilio did what it was told of the recording.</summary>
    public void RecordRecordingChanged(RecordingChange change, string recordingSid, DateTimeOffset now)
    {
        Record(StepKinds.RecordingDone, LegRole.Contact, at: null, now, Kebab.Of(change), () =>
        {
            if (!recordings.Exists(recording => recording.Sid == recordingSid))
            {
                recordings.Add(new CallRecording(OrganizationId, Id, recordingSid));
            }

            RecordingStartedAt ??= now;
            IsRecordingPaused = change is RecordingChange.Pause;
            return true;
        });
        ActOnTheRoom(now);
    }

    public void RecordRecordingRefused(string? note, DateTimeOffset now) =>
        Record(StepKinds.RecordingRefused, LegRole.Contact, at: null, now, note, () =>
        {
            RecordingRefusedAt = now;
            return true;
        });

    /// <param name="isVoicemail">The caller left it; false where that is not said.</param>
    public void MergeRecording(
        string sid,
        RecordingStatus status,
        int? durationSeconds,
        int? channels,
        Receipt receipt,
        string kind = StepKinds.Recording,
        bool isVoicemail = false)
    {
        LastHeardAt = Later(LastHeardAt, receipt.At);
        Record(kind, leg: null, at: null, receipt, Kebab.Of(status), () =>
        {
            var recording = recordings.Find(r => r.Sid == sid);
            var isNew = recording is null;
            if (recording is null)
            {
                recording = new CallRecording(OrganizationId, Id, sid);
                recordings.Add(recording);
            }

            var wasComplete = recording.IsCompleteVoicemail;
            var isNews = recording.Merge(status, durationSeconds, channels, isVoicemail) || isNew;
            if (recording.IsCompleteVoicemail && !wasComplete)
            {
                Raise(new VoicemailLeft(Id, OrganizationId, recording.Id));
            }

            return isNews;
        });
    }
}

/// <summary>A caller has left a message, and Twilio has it.</summary>
public sealed record VoicemailLeft(CallId CallId, OrganizationId OrganizationId, RecordingId RecordingId) : IDomainEvent;

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>What was recorded of a call.</content>
public sealed partial class Call
{
    public IReadOnlyList<CallRecording> Recordings => recordings;

    public void MergeRecording(
        string sid,
        RecordingStatus status,
        int? durationSeconds,
        int? channels,
        Receipt receipt,
        string kind = StepKinds.Recording)
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

            return recording.Merge(status, durationSeconds, channels) || isNew;
        });
    }
}

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// A message that a caller left, in the inbox of the organization. It is there once Twilio has the recording, which stays at Twilio; the
/// call tells who called whom and when.
/// </summary>
public sealed class Voicemail : AggregateRoot, IOrganizationOwned
{
    private Voicemail()
    {
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>Unique: a recording is one message.</summary>
    public RecordingId RecordingId { get; private set; }

    /// <summary>When the call came in (UTC).</summary>
    public DateTimeOffset LeftAt { get; private set; }

    public int DurationSeconds { get; private set; }

    /// <summary>When somebody said to have heard it (UTC); null while it is new.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    public MembershipId? HeardBy { get; private set; }

    /// <summary>Whose it is to see to it; null while it is everybody's.</summary>
    public MembershipId? AssignedTo { get; private set; }

    public static Voicemail Of(Call call, CallRecording recording) => new()
    {
        Id = Guid.CreateVersion7(),
        OrganizationId = call.OrganizationId,
        CallId = call.Id,
        RecordingId = recording.Id,
        LeftAt = call.RequestedAt,
        DurationSeconds = recording.DurationSeconds ?? 0,
    };

    /// <summary>The first to hear it stays the one who did.</summary>
    public void Hear(MembershipId by, DateTimeOffset now)
    {
        if (HeardAt is null)
        {
            (HeardAt, HeardBy) = (now, by);
            CountChange();
        }
    }

    public void MarkAsNew()
    {
        (HeardAt, HeardBy) = (null, null);
        CountChange();
    }

    /// <param name="member">Null for everybody.</param>
    public void AssignTo(MembershipId? member)
    {
        AssignedTo = member;
        CountChange();
    }
}

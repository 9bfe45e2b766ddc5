using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls;

/// <summary>The carrier as calls need it: Twilio, or the sandbox in its place. Uses the current organization's account.</summary>
public interface ITelephony
{
    /// <summary>Asks for a telephone to be called. Never retries on its own where that might dial twice.</summary>
    Task<CreateOutcome> CreateAsync(CreateOrder order, CancellationToken cancellationToken);

    /// <summary>Ends a leg, whatever its state.</summary>
    Task<HangUpOutcome> HangUpAsync(string callSid, CancellationToken cancellationToken);

    /// <summary>What the carrier knows of a leg, the legs that it dialled and what was recorded.</summary>
    Task<LookUpOutcome> LookUpAsync(string callSid, CancellationToken cancellationToken);

    /// <summary>Tells a participant of a room how to take part. May be repeated.</summary>
    Task<ParticipantOutcome> UpdateParticipantAsync(ParticipantOrder order, CancellationToken cancellationToken);

    /// <summary>Takes a leg out of its room, to the closing words. May be repeated: a leg that is over stays so.</summary>
    Task<HangUpOutcome> CloseAsync(CallId callId, LegId legId, string callSid, CancellationToken cancellationToken);

    /// <summary>Starts to record a leg, or pauses or resumes its recording. A start is never repeated where there is a recording.</summary>
    Task<RecordingOutcome> RecordAsync(RecordingOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Lets a participant hear keys. The carrier fetches them at an address that works once.
    /// </summary>
    /// <param name="requestId">The request of the outbox that keeps the keys.</param>
    Task<ParticipantOutcome> SendDigitsAsync(ParticipantOrder order, Guid requestId, CancellationToken cancellationToken);

    /// <summary>
    /// Who is in the room of a call now, as joins with <see cref="RoomSource.List"/>; empty where there is no such room, null where the
    /// carrier did not answer.
    /// </summary>
    Task<IReadOnlyList<RoomReport>?> ListRoomAsync(CallId callId, CancellationToken cancellationToken);

    /// <summary>
    /// What the carrier logged of its requests to us about an agent's leg, whether they reached us or not, beyond what a look-up
    /// returns: the key that the agent pressed, how dialling the contact ended, and that an answer of ours could not be used. Null
    /// where the carrier did not answer.
    /// </summary>
    Task<IReadOnlyList<CarrierReport>?> ReadReportsAsync(CallId callId, string agentCallSid, CancellationToken cancellationToken);

    /// <summary>
    /// The errors that the carrier logged on an agent's leg when it did not dial the contact; null where it did not answer.
    /// </summary>
    Task<IReadOnlyList<CarrierReport>?> ReadDialErrorsAsync(string agentCallSid, CancellationToken cancellationToken);

    /// <summary>Calls from one number to another since a time (UTC), newest first; null where the carrier did not answer.</summary>
    Task<IReadOnlyList<CarrierLeg>?> FindAsync(PhoneNumber to, PhoneNumber from, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The carrier's log of a leg: its requests to us and its errors.</summary>
    /// <exception cref="CarrierUnavailableException">The carrier did not answer.</exception>
    Task<IReadOnlyList<CarrierRecord>> ReadRecordsAsync(string callSid, LegRole role, CancellationToken cancellationToken);
}

/// <param name="DetectMachines">Whether the carrier is to find out if a machine answers, beside the call and never before it.</param>
/// <param name="SendDigits">Keys that are pressed once it is answered; null for none.</param>
public sealed record CreateOrder(
    CallId CallId,
    LegId LegId,
    PhoneNumber To,
    PhoneNumber From,
    int RingSeconds,
    int LongestCallSeconds,
    bool DetectMachines = false,
    string? SendDigits = null);

/// <param name="Update">What to change; of no matter where only keys are sent.</param>
public sealed record ParticipantOrder(CallId CallId, LegId LegId, string ConferenceSid, string CallSid, ParticipantUpdate Update);

public abstract record ParticipantOutcome
{
    private ParticipantOutcome()
    {
    }

    /// <param name="Answer">How the participant stands now, with <see cref="RoomSource.Answer"/>.</param>
    public sealed record Done(RoomReport Answer) : ParticipantOutcome;

    /// <summary>The carrier knows no such participant (any more).</summary>
    public sealed record Gone : ParticipantOutcome;

    public sealed record Refused(CarrierError Error) : ParticipantOutcome;

    /// <summary>The carrier did not answer, or not yet; asking again is safe.</summary>
    public sealed record TryAgain : ParticipantOutcome;
}

/// <param name="CallSid">The leg that is recorded.</param>
/// <param name="IsRepeated">Whether it may have been asked before: then what is recorded already is looked for first.</param>
public sealed record RecordingOrder(
    CallId CallId,
    string CallSid,
    RecordingChange Change,
    bool IsDualChannel,
    string? RecordingSid,
    bool IsRepeated);

public abstract record RecordingOutcome
{
    private RecordingOutcome()
    {
    }

    public sealed record Done(string RecordingSid) : RecordingOutcome;

    public sealed record Refused(CarrierError Error) : RecordingOutcome;

    public sealed record TryAgain : RecordingOutcome;
}

public enum HangUpOutcome
{
    /// <summary>The leg is over; it may have been over already.</summary>
    Done,

    /// <summary>The carrier did not answer; asking again is safe.</summary>
    TryAgain,
}

public abstract record LookUpOutcome
{
    private LookUpOutcome()
    {
    }

    /// <param name="Recordings">Of the whole call, once the agent's leg is over.</param>
    public sealed record Found(CarrierLeg AgentLeg, IReadOnlyList<CarrierLeg> ContactLegs, IReadOnlyList<CarrierRecording> Recordings)
        : LookUpOutcome;

    /// <summary>The carrier answers and does not know the leg.</summary>
    public sealed record Unknown : LookUpOutcome;

    public sealed record NoAnswer : LookUpOutcome;
}

/// <summary>A leg as the carrier lists it.</summary>
public sealed record CarrierLeg(string CallSid, string? ParentCallSid, LegReport Report);

/// <summary>A recording as the carrier lists it.</summary>
/// <param name="IsVoicemail">A caller left it; otherwise it is what was talked.</param>
public sealed record CarrierRecording(
    string Sid, RecordingStatus Status, int? DurationSeconds, int? Channels, bool IsVoicemail = false);

/// <summary>An entry in the carrier's log of a leg.</summary>
/// <param name="At">When, by the carrier's clock (UTC).</param>
/// <param name="Request">Method and path of a request it made to us; null for other entries.</param>
/// <param name="ResponseCode">The HTTP status it got; null where it got none, or made no request.</param>
/// <param name="ErrorCode">The carrier's error code, such as 11200; null for a plain request.</param>
/// <param name="Message">The carrier's error text; null where there is none.</param>
public sealed record CarrierRecord(
    DateTimeOffset? At,
    LegRole Leg,
    string? Request,
    int? ResponseCode,
    int? Milliseconds,
    int? ErrorCode,
    string? Message);

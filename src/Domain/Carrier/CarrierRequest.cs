using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

public enum CarrierRequestState
{
    Pending,
    Sending,
    Done,
    Withdrawn,
}

/// <summary>Something that Twilio is to be asked, stored with the change that made it necessary and sent after it: the outbox.</summary>
public sealed class CarrierRequest : AggregateRoot, IOrganizationOwned
{
    public const int KindMaxLength = 24;
    public const int PayloadMaxLength = 1000;

    /// <summary>How far the carrier's clock may be behind ours, or ours be ahead.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private CarrierRequest()
    {
    }

    public Guid Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>What is asked: the name of the task that knows how.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What the task needs besides the call (JSON); null where that is nothing.</summary>
    public string? Payload { get; private set; }

    public CarrierRequestState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The earliest time to send it (UTC).</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>How often it was sent, including the current attempt.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>The process that is sending it, or was going to.</summary>
    public Guid? ClaimedBy { get; private set; }

    /// <summary>When it was first sent, or was going to be.</summary>
    public DateTimeOffset? FirstClaimedAt { get; private set; }

    /// <summary>
    /// Its place among the calls that the account may be asked for; null before it waits in line and once it has been sent.
    /// </summary>
    public CarrierTurn? Turn { get; private set; }

    /// <summary>
    /// Of what waits in line: whether a call begins with it. What a call under way needs says which leg it is about.
    /// </summary>
    public bool BeginsCall => Payload is null;

    public static CarrierRequest Enqueue(
        OrganizationId organizationId, CallId callId, string kind, string? payload, DateTimeOffset now, TimeSpan delay)
    {
        return new CarrierRequest
        {
            Id = Guid.CreateVersion7(),
            OrganizationId = organizationId,
            CallId = callId,
            Kind = kind,
            Payload = payload,
            CreatedAt = now,
            DueAt = now + delay,
        };
    }

    /// <summary>Stored before Twilio is asked: if it is found claimed after a crash, the request may have been sent.</summary>
    public void Claim(Guid by, DateTimeOffset now)
    {
        State = CarrierRequestState.Sending;
        ClaimedAt = now;
        ClaimedBy = by;
        FirstClaimedAt ??= now;
        Turn = null;
        Attempts++;
        CountChange();
    }

    public void TakeTurn(CarrierTurn turn)
    {
        Turn = turn;
        CountChange();
    }

    /// <summary>What it kept has been used, and must not be used again.</summary>
    public void Forget()
    {
        Payload = null;
        CountChange();
    }

    /// <summary>
    /// It is asked for once more before it is done. Whoever is about to complete it looks at the call anew: what is wished now may not have
    /// been when it was sent.
    /// </summary>
    public void NeedAgain() => CountChange();

    public void Complete()
    {
        State = CarrierRequestState.Done;
        CountChange();
    }

    /// <summary>To be sent again later; only for what is safe to repeat.</summary>
    public void Postpone(DateTimeOffset dueAt)
    {
        State = CarrierRequestState.Pending;
        DueAt = dueAt;
        CountChange();
    }

    /// <returns>False where it was, or may have been, sent already.</returns>
    public bool TryWithdraw()
    {
        if (State is not CarrierRequestState.Pending)
        {
            return false;
        }

        State = CarrierRequestState.Withdrawn;
        CountChange();
        return true;
    }
}

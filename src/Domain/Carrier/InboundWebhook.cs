using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

public enum WebhookState
{
    /// <summary>Stored, but not (or not fully) applied to its call yet.</summary>
    Pending,
    Applied,
}

/// <summary>
/// A Twilio webhook as received: stored before it is applied, once per content, however often it comes. It is merged into its call
/// afterwards; one that cannot be merged stays here with its reason and is retried.
/// </summary>
public sealed class InboundWebhook : AggregateRoot, IOrganizationOwned
{
    public const int WebhookMaxLength = 32;
    public const int KeyLength = 64;
    public const int IdempotencyTokenMaxLength = 64;

    /// <summary>The due time of a webhook that is given up.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    private static readonly TimeSpan longestPause = TimeSpan.FromHours(1);

    private InboundWebhook()
    {
    }

    /// <summary>Grows in the order of arrival.</summary>
    public long Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>
    /// The call named in the address; it need not be one of ours. Of a webhook about a caller ID it is the verification's id, and of one
    /// about a number the number's, until the call that it is about is known.
    /// </summary>
    public CallId CallId { get; private set; }

    /// <summary>The leg named in the URL; null where the URL names none.</summary>
    public LegId? LegId { get; private set; }

    /// <summary>Which webhook, such as <c>status</c>.</summary>
    public string Webhook { get; private set; } = "";

    /// <summary>SHA-256 (lower-case hex) of webhook, call and sorted decoded parameters; unique in the organization.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Twilio's <c>I-Twilio-Idempotency-Token</c>, the same for all tries of one delivery.</summary>
    public string? IdempotencyToken { get; private set; }

    /// <summary>The parameters as they came (application/x-www-form-urlencoded); null once they are too old to be kept.</summary>
    public string? Parameters { get; private set; }

    public DateTimeOffset ArrivedAt { get; private set; }

    /// <summary>When it came for the last time (UTC).</summary>
    public DateTimeOffset LastArrivedAt { get; private set; }

    /// <summary>How often it came.</summary>
    public int Arrivals { get; private set; }

    /// <summary>
    /// How many of its arrivals have been applied to the call: the first is merged, the others are recorded as repetitions.
    /// </summary>
    public int ArrivalsTaken { get; private set; }

    public WebhookState State { get; private set; }

    /// <summary>Which process stored it; others leave it to that one for a moment.</summary>
    public Guid ReceivedBy { get; private set; }

    /// <summary>The earliest time to apply it (UTC); <see cref="Never"/> where it is given up.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>How often it could not be applied.</summary>
    public int FailedAttempts { get; private set; }

    /// <summary>Why it could not be applied the last time; null where it could.</summary>
    public UnappliedReason? Reason { get; private set; }

    /// <summary>One that was answered at once, in the unit of work that answered it.</summary>
    public static InboundWebhook Answered(
        OrganizationId organizationId,
        CallId callId,
        LegId? legId,
        string webhook,
        string key,
        string? idempotencyToken,
        string parameters,
        DateTimeOffset now)
    {
        return new InboundWebhook
        {
            OrganizationId = organizationId,
            CallId = callId,
            LegId = legId,
            Webhook = webhook,
            Key = key,
            IdempotencyToken = idempotencyToken,
            Parameters = parameters,
            ArrivedAt = now,
            LastArrivedAt = now,
            Arrivals = 1,
            ArrivalsTaken = 1,
            State = WebhookState.Applied,
            DueAt = now,
        };
    }

    /// <summary>
    /// It came again and was answered again. Arrivals that were stored without an answer wait on: each has its line in the call.
    /// </summary>
    public void AnswerAgain(DateTimeOffset now)
    {
        LastArrivedAt = now;
        Arrivals++;
        ArrivalsTaken++;
        if (ArrivalsTaken == Arrivals)
        {
            Take();
        }
        else
        {
            CountChange();
        }
    }

    /// <summary>It turned out which call it is about.</summary>
    public void BelongTo(CallId callId)
    {
        CallId = callId;
        CountChange();
    }

    /// <summary>Marks all its arrivals as applied to the call.</summary>
    public void Take()
    {
        ArrivalsTaken = Arrivals;
        State = WebhookState.Applied;
        Reason = null;
        CountChange();
    }

    /// <summary>It could not be applied: retried later, after a longer pause each time (2 s, 4 s, … 1 h).</summary>
    public void Postpone(UnappliedReason reason, DateTimeOffset now)
    {
        FailedAttempts++;
        Reason = reason;
        DueAt = now + TimeSpan.FromSeconds(Math.Min(longestPause.TotalSeconds, Math.Pow(2, FailedAttempts)));
        CountChange();
    }

    /// <summary>It can never be applied: it is kept with the reason and no longer retried.</summary>
    public void GiveUp(UnappliedReason reason)
    {
        Reason = reason;
        DueAt = Never;
        CountChange();
    }

    /// <summary>Somebody wants it tried at once.</summary>
    public void TryAgain(DateTimeOffset now)
    {
        if (State is WebhookState.Pending)
        {
            DueAt = now;
            CountChange();
        }
    }
}

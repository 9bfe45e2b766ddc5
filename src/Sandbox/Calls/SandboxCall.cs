using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Threading.Channels;
using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Recordings;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Calls;

internal enum EndedBy
{
    Itself,
    Person,
    Rest,
}

/// <summary>
/// One leg: what Twilio calls a Call. Its status only goes forward; whoever ends it first decides how it ended.
/// Whatever a leg waits for stops when <see cref="Interrupted"/> is cancelled, because it ended or because REST sent it to other TwiML.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing to dispose of.")]
internal sealed class SandboxCall(
    Account account,
    string from,
    string to,
    SandboxCall? parent,
    Behaviour behaviour,
    DateTimeOffset createdAt)
{
    public static readonly TimeSpan FewWords = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource over = new();
    private CancellationTokenSource interruption = new();
    private TwimlSource? redirect;
    private TimeSpan? timeLimit;
    private TaskCompletionSource timeLimitSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int sequence = -1;

    public string Sid { get; } = Sids.New("CA");

    public Account Account => account;

    public string From => from;

    public string To => to;

    public SandboxCall? Parent => parent;

    public Behaviour Behaviour { get; set; } = behaviour;

    /// <summary>What was asked for this leg, whatever its number.</summary>
    public ChosenBehaviour? Chosen { get; init; }

    /// <summary>Called as a contact is, though by REST: its behaviour is a contact's, which begins when it joins a room.</summary>
    public bool IsContact { get; set; }

    /// <summary>For how long whoever is called, or calls, speaks into a recording.</summary>
    public TimeSpan Speaks { get; init; } = FewWords;

    /// <summary>Whether what it was told to do leads into a room.</summary>
    public bool IsHeadingForRoom { get; set; }

    /// <summary>Whether it has ever been in a room.</summary>
    public bool HasJoined { get; set; }

    /// <summary>Whoever is asked for a key is no contact.</summary>
    public bool WasAskedForKey { get; set; }

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public CallRequest? Request
    {
        get;
        init
        {
            field = value;
            Fallback = value?.Fallback;
            timeLimit = value?.TimeLimit;
        }
    }

    /// <summary>Where TwiML is asked for when it cannot be had; an update of the call may change it.</summary>
    public CallbackTarget? Fallback { get; set; }

    /// <summary>Whoever answers this call has to type a code.</summary>
    public Verification? Verification { get; init; }

    public StatusSubscription? Subscription { get; set; }

    public CallStatus Status { get; private set; }

    public EndedBy EndedBy { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; } = createdAt;

    public DateTimeOffset? DialedAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int? SipResponseCode { get; private set; }

    /// <summary>
    /// Whole seconds between answer and end, rounded; null before the end and for a call that was never answered.
    /// Twilio's times have whole seconds too: <see cref="EndTime"/> is derived from this, so that the two always agree.
    /// </summary>
    public int? Duration => EndedAt - AnsweredAt is { } length ? (int)Math.Round(length.TotalSeconds, MidpointRounding.AwayFromZero) : null;

    public DateTimeOffset? StartTime => (AnsweredAt ?? DialedAt)?.WholeSecond();

    public DateTimeOffset? EndTime => Duration is { } seconds ? StartTime?.AddSeconds(seconds) : EndedAt?.WholeSecond();

    public string? AnsweredBy { get; set; }

    public int? MachineDetectionMilliseconds { get; set; }

    public TimeSpan QueueTime { get; set; }

    /// <summary>The recording that this leg's last callbacks name.</summary>
    public Recording? Recording { get; set; }

    public required Delivery Delivery { get; set; }

    /// <summary>Twilio keeps the cookies of a receiver for one call, all its legs together.</summary>
    public CookieContainer Cookies { get; } = parent?.Cookies ?? new();

    public Channel<char> Keys { get; } =
        Channel.CreateBounded<char>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Keys that the far end has heard, played to it as tones.</summary>
    public ConcurrentQueue<string> HeardDigits { get; } = new();

    /// <summary>What was said on this leg, in order.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public ConcurrentQueue<RequestRecord> Requests { get; } = new();

    public ConcurrentQueue<Notification> Notifications { get; } = new();

    /// <summary>Of a customer who calls in: what the network says of the caller; null for every other leg.</summary>
    public CallerFacts? Caller { get; init; }

    public string Direction => Caller is not null ? "inbound" : parent is null ? "outbound-api" : "outbound-dial";

    public CancellationToken Interrupted => interruption.Token;

    public CancellationToken Over => over.Token;

    /// <summary>Counts every event, also those nobody subscribed to.</summary>
    public int NextSequenceNumber() => Interlocked.Increment(ref sequence);

    public bool TryAdvance(CallStatus to, DateTimeOffset now)
    {
        lock (gate)
        {
            if (Status.IsFinal() || to <= Status)
            {
                return false;
            }

            Status = to;
            UpdatedAt = now;
            DialedAt ??= to == CallStatus.Initiated ? now : null;
            AnsweredAt ??= to == CallStatus.InProgress ? now : null;
            return true;
        }
    }

    /// <summary>Ends the leg: an answered one is completed, another gets <paramref name="unanswered"/>.</summary>
    public bool TryEnd(CallStatus unanswered, int sipResponseCode, EndedBy by, DateTimeOffset now)
    {
        lock (gate)
        {
            if (Status.IsFinal())
            {
                return false;
            }

            (Status, SipResponseCode) = Status == CallStatus.InProgress ? (CallStatus.Completed, 200) : (unanswered, sipResponseCode);
            EndedBy = by;
            EndedAt = now;
            UpdatedAt = now;
        }

        interruption.Cancel();
        over.Cancel();
        return true;
    }

    /// <summary>Sends a leg in progress to other TwiML.</summary>
    public bool TryRedirect(TwimlSource to, DateTimeOffset now)
    {
        lock (gate)
        {
            if (Status != CallStatus.InProgress)
            {
                return false;
            }

            redirect = to;
            UpdatedAt = now;
        }

        interruption.Cancel();
        return true;
    }

    /// <summary>Takes up the redirect that interrupted this leg, if that is what did, and lets it wait for things again.</summary>
    public TwimlSource? TakeRedirect()
    {
        lock (gate)
        {
            if (redirect is not { } target || Status.IsFinal())
            {
                return null;
            }

            redirect = null;
            interruption = new();
            return target;
        }
    }

    /// <summary>The longest that the call may last from its answer on, and what completes when another limit is set.</summary>
    public (TimeSpan? Limit, Task Changed) TimeLimit
    {
        get
        {
            lock (gate)
            {
                return (timeLimit, timeLimitSet.Task);
            }
        }
    }

    /// <summary>Sets another time limit while the call lives, queued and ringing included.</summary>
    public bool TryLimit(TimeSpan to, DateTimeOffset now)
    {
        TaskCompletionSource before;
        lock (gate)
        {
            if (Status.IsFinal())
            {
                return false;
            }

            timeLimit = to;
            UpdatedAt = now;
            (before, timeLimitSet) = (timeLimitSet, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        before.SetResult();
        return true;
    }

    /// <summary>Keys pressed during a conversation are no answer to a later question.</summary>
    public void ForgetKeys()
    {
        while (Keys.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>SIDs count up in no order, so lists go by time and then by this.</summary>
    public long Order { get; } = Interlocked.Increment(ref created);

    private static long created;
}

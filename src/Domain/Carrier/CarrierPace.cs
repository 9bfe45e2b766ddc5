using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

/// <summary>A moment at which one call may be asked for.</summary>
/// <param name="At">UTC, as far as was known when the turn was given.</param>
/// <param name="HeldMilliseconds">How long the account had been held up in total by then; later holds delay the turn.</param>
public sealed record CarrierTurn(DateTimeOffset At, long HeldMilliseconds);

/// <summary>
/// When a Twilio account may next be asked for a call: Twilio starts only so many a second (REST API: "Calls per second"). One for each
/// account, however many organizations and processes use it; turns are given in the order in which they are requested. An organization
/// whose credentials for an account are not proven has a line of its own, under its id, so that it does not hold up the account's owner.
/// </summary>
public sealed class CarrierPace : AggregateRoot
{
    public const int LineMaxLength = 34;

    /// <summary>The longest pause at a time, whatever Twilio asks for.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A turn that was not used for this long has lapsed: a process that resumes after a pause must not send everything at once.
    /// </summary>
    public static readonly TimeSpan TurnLasts = TimeSpan.FromSeconds(2);

    /// <summary>How far ahead the next moment may lie with no request in line: calls that only say a text take turns without one.</summary>
    public static readonly TimeSpan Unexplained = TimeSpan.FromSeconds(15);

    private CarrierPace()
    {
    }

    public string AccountSid { get; private set; } = "";

    /// <summary>The next moment that nobody has taken (UTC).</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>Until when Twilio is not asked for calls (UTC).</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>How long Twilio has held up the account in total.</summary>
    public long HeldMilliseconds { get; private set; }

    public static CarrierPace Of(string accountSid, DateTimeOffset now) => new() { AccountSid = accountSid, NextAt = now };

    /// <summary>Gives away the next free moment.</summary>
    public CarrierTurn Reserve(int callsPerSecond, DateTimeOffset now)
    {
        var turn = new CarrierTurn(Later(NextAt, now), HeldMilliseconds);
        NextAt = turn.At + (TimeSpan.FromSeconds(1) / callsPerSecond);
        CountChange();
        return turn;
    }

    /// <summary>
    /// Moves the next moment back to where the turns in line put it, if it lies far beyond that: a process whose clock is minutes ahead has
    /// then given one away, and everybody else would have to wait until that time.
    /// </summary>
    /// <param name="turnsWaiting">How many requests wait for a turn that was given to them.</param>
    public void Correct(int turnsWaiting, int callsPerSecond, DateTimeOffset now)
    {
        var held = Later(HeldUntil ?? now, now) - now;
        var explained = now + (held < LongestPause ? held : LongestPause) + ((turnsWaiting + 1) * TimeSpan.FromSeconds(1) / callsPerSecond);
        if (NextAt > explained + Unexplained)
        {
            NextAt = explained;
            CountChange();
        }
    }

    public DateTimeOffset MomentOf(CarrierTurn turn) => turn.At.AddMilliseconds(HeldMilliseconds - turn.HeldMilliseconds);

    /// <summary>Twilio was asked too often: every turn, given or not, is delayed by the pause that it asks for.</summary>
    public void Hold(TimeSpan pause, DateTimeOffset now)
    {
        var from = Later(now, HeldUntil ?? now);
        var more = (long)(now + pause - from).TotalMilliseconds;
        if (more > 0)
        {
            HeldUntil = from.AddMilliseconds(more);
            HeldMilliseconds += more;
            NextAt = Later(NextAt, from).AddMilliseconds(more);
            CountChange();
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

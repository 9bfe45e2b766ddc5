using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Carrier;

/// <summary>A moment at which one call may be asked for.</summary>
/// <param name="At">UTC, as far as was known when the turn was given.</param>
/// <param name="HeldMilliseconds">
/// How long the account had been held up in total by then, and, for a request that may be overtaken, overtaken: what comes later delays the
/// turn.
/// </param>
public sealed record CarrierTurn(DateTimeOffset At, long HeldMilliseconds);

/// <summary>
/// When a Twilio account may next be asked for a call: Twilio starts only so many a second (REST API: "Calls per second"). One for each
/// account, however many organizations and processes use it; turns are given in the order in which they are requested, but a leg that a
/// call under way needs comes before those with which calls begin: an agent may be waiting for it in an empty room. An organization
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

    /// <summary>How long those with which calls begin were delayed in total, by legs of calls under way that overtook them.</summary>
    public long OvertakenMilliseconds { get; private set; }

    public static CarrierPace Of(string accountSid, DateTimeOffset now) => new() { AccountSid = accountSid, NextAt = now };

    /// <summary>Gives away the next free moment.</summary>
    public CarrierTurn Reserve(int callsPerSecond, DateTimeOffset now)
    {
        var turn = new CarrierTurn(Later(NextAt, now), HeldMilliseconds + OvertakenMilliseconds);
        NextAt = turn.At + (TimeSpan.FromSeconds(1) / callsPerSecond);
        CountChange();
        return turn;
    }

    /// <summary>
    /// Gives away the first moment of those who wait and may be overtaken; each of them moves on by one. Where none waits, the next free
    /// one. Who has overtaken is not overtaken in turn.
    /// </summary>
    /// <param name="waiting">The turns of those who may be overtaken and have not been sent.</param>
    public CarrierTurn Overtake(IEnumerable<CarrierTurn> waiting, int callsPerSecond, DateTimeOffset now)
    {
        var first = waiting.Select(turn => MomentOf(turn))
            .Where(moment => moment + TurnLasts >= now && moment < NextAt)
            .Min(moment => (DateTimeOffset?)moment);
        if (first is not { } moment)
        {
            return Reserve(callsPerSecond, now) with { HeldMilliseconds = HeldMilliseconds };
        }

        var step = (long)Math.Ceiling(1000.0 / callsPerSecond);
        OvertakenMilliseconds += step;
        NextAt = NextAt.AddMilliseconds(step);
        CountChange();
        return new CarrierTurn(moment, HeldMilliseconds);
    }

    /// <summary>A turn that was given is used: whoever is about to overtake it at the same time looks again.</summary>
    public void Use() => CountChange();

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

    /// <param name="mayBeOvertaken">Whether a call begins with the request whose turn it is.</param>
    public DateTimeOffset MomentOf(CarrierTurn turn, bool mayBeOvertaken = true) =>
        turn.At.AddMilliseconds(HeldMilliseconds + (mayBeOvertaken ? OvertakenMilliseconds : 0) - turn.HeldMilliseconds);

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

namespace CrmVoice.Web.Security;

/// <summary>A way to guess: from one source, at one account, or both.</summary>
/// <param name="Name">What the failures are counted under.</param>
/// <param name="Most">So many, and it is closed for a while.</param>
/// <param name="Pause">For how long, and after which its failures are forgotten; null for as long as with passwords.</param>
internal sealed record GuessingWay(string Name, int Most, TimeSpan? Pause = null);

/// <summary>
/// Counts failed sign-ins by the ways they came. No more are looked at together than may still fail, so that any number of guesses at once
/// are worth as many as one after the other. Bounded: where strangers fill it, the ways that failed least are forgotten first.
/// </summary>
internal sealed class SignInAttempts(TimeProvider clock)
{
    /// <summary>How long a way stays closed, and after which its failures are forgotten.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private const int MaxWaysKept = 20_000;

    private readonly Lock door = new();
    private readonly Dictionary<string, Tries> known = new(StringComparer.Ordinal);

    /// <returns>Null where the try may go on: it has to be ended. Else nothing is counted.</returns>
    public SignInAttempt? Begin(IReadOnlyList<GuessingWay> ways)
    {
        lock (door)
        {
            if (ways.Where(way => Find(way).Failed >= way.Most)
                    .Select(way => (way.Pause ?? Pause) - clock.GetElapsedTime(Find(way).LastAt))
                    .ToList() is
                { Count: > 0 } waits)
            {
                return new SignInAttempt.TooMany(waits.Max());
            }

            if (ways.Any(way => Find(way) is var tries && tries.Failed + tries.Going >= way.Most))
            {
                return new SignInAttempt.Busy();
            }

            MakeRoom();
            Change(ways, tries => tries with { Going = tries.Going + 1 });
            return null;
        }
    }

    public void Fail(IReadOnlyList<GuessingWay> ways) =>
        End(ways, tries => tries with { Failed = tries.Failed + 1, LastAt = clock.GetTimestamp() });

    /// <summary>The password was right: what failed before on the way that is this person's own is forgiven.</summary>
    public void Succeed(IReadOnlyList<GuessingWay> ways)
    {
        End(ways, tries => tries);
        lock (door)
        {
            Change([ways[0]], tries => tries with { Failed = 0 });
        }
    }

    /// <summary>The password was not looked at.</summary>
    public void GiveUp(IReadOnlyList<GuessingWay> ways) => End(ways, tries => tries);

    private void End(IReadOnlyList<GuessingWay> ways, Func<Tries, Tries> change)
    {
        lock (door)
        {
            Change(ways, tries => change(tries with { Going = Math.Max(0, tries.Going - 1) }));
        }
    }

    private void Change(IReadOnlyList<GuessingWay> ways, Func<Tries, Tries> change)
    {
        foreach (var way in ways)
        {
            known[way.Name] = change(Find(way)) with { Pause = way.Pause ?? Pause };
            if (known[way.Name] is { Failed: 0, Going: 0 })
            {
                known.Remove(way.Name);
            }
        }
    }

    private Tries Find(GuessingWay way) => known.TryGetValue(way.Name, out var tries) ? Fresh(tries) : default;

    private Tries Fresh(Tries tries) =>
        tries.Failed > 0 && clock.GetElapsedTime(tries.LastAt) >= tries.Pause ? tries with { Failed = 0 } : tries;

    private void MakeRoom()
    {
        if (known.Count < MaxWaysKept)
        {
            return;
        }

        var kept = known
            .Where(way => Fresh(way.Value) is { Failed: > 0 } or { Going: > 0 })
            .OrderByDescending(way => way.Value.Going > 0)
            .ThenByDescending(way => way.Value.Failed)
            .Take(MaxWaysKept / 2)
            .Select(way => way.Key)
            .ToHashSet();
        foreach (var name in known.Keys.Where(name => !kept.Contains(name)).ToList())
        {
            known.Remove(name);
        }
    }

    /// <param name="Going">Those that are being looked at.</param>
    /// <param name="LastAt">When the last one failed, as a timestamp: it goes on where the time of day is set back.</param>
    /// <param name="Pause">After which failures are forgotten.</param>
    private readonly record struct Tries(int Failed, int Going, long LastAt, TimeSpan Pause);
}

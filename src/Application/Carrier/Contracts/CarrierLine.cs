using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>The defaults for accounts without limits of their own.</summary>
/// <param name="CallsPerSecond">How many calls per second the carrier may be asked for; 0 for no limit.</param>
/// <param name="PricesAfter">How long after a call's end the carrier is first asked for its price.</param>
public sealed record CarrierLimits(int CallsPerSecond, TimeSpan PricesAfter);

/// <summary>
/// Limits requests for calls to the rate of the current organization's account. Organizations whose credentials for it
/// Twilio has accepted share one line.
/// </summary>
internal sealed class CarrierLine(ICarrierPaceRepository paces, ICarrierAccounts accounts, CarrierLimits limits)
{
    /// <summary>When a request may be sent; it waits in line from now on.</summary>
    public async Task<DateTimeOffset> TurnOfAsync(CarrierRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (pace, callsPerSecond, shared) = await FindAsync(now, cancellationToken);
        if (pace is null)
        {
            return now;
        }

        // A turn at or after the next free moment was given by a clock that was wrong, or has been set back since.
        if (request.Turn is not { } turn
            || pace.MomentOf(turn, request.BeginsCall) + CarrierPace.TurnLasts < now
            || pace.MomentOf(turn, request.BeginsCall) >= pace.NextAt)
        {
            turn = await GiveTurnAsync(request, pace, callsPerSecond, shared, now, cancellationToken);
        }
        else if (pace.MomentOf(turn, request.BeginsCall) <= now)
        {
            pace.Use();
        }

        return pace.MomentOf(turn, request.BeginsCall);
    }

    /// <summary>Takes the next turn for something that is sent once and never postponed.</summary>
    /// <returns>How long to wait for it; null, with no turn taken, where that would exceed <paramref name="longestWait"/>.</returns>
    public async Task<TimeSpan?> TakeTurnAsync(TimeSpan longestWait, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (pace, callsPerSecond, _) = await FindAsync(now, cancellationToken);
        if (pace is null)
        {
            return TimeSpan.Zero;
        }

        return pace.NextAt - now <= longestWait ? pace.Reserve(callsPerSecond, now).At - now : null;
    }

    /// <summary>The carrier was asked too often: no calls are requested during the pause.</summary>
    /// <returns>When this request may be sent again.</returns>
    public async Task<DateTimeOffset> HoldAsync(
        CarrierRequest request,
        TimeSpan pause,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var (pace, callsPerSecond, shared) = await FindAsync(now, cancellationToken);
        if (pace is null)
        {
            return now + pause;
        }

        pace.Hold(pause, now);
        return (await GiveTurnAsync(request, pace, callsPerSecond, shared, now, cancellationToken)).At;
    }

    // Somebody waits in the room already for a leg that a call under way needs: the legs with which calls begin let it go first.
    private async Task<CarrierTurn> GiveTurnAsync(
        CarrierRequest request,
        CarrierPace pace,
        int callsPerSecond,
        string? shared,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var turn = request.BeginsCall
            ? pace.Reserve(callsPerSecond, now)
            : pace.Overtake(pace.NextAt > now ? await paces.ListBeginningAsync(shared, cancellationToken) : [], callsPerSecond, now);
        request.TakeTurn(turn);
        return turn;
    }

    /// <returns>No pace where there is no limit; the account's SID where the line is that of all its owners.</returns>
    private async Task<(CarrierPace? Pace, int CallsPerSecond, string? Shared)> FindAsync(
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = await accounts.GetAsync(cancellationToken);
        var callsPerSecond = account.CallsPerSecond ?? limits.CallsPerSecond;
        if (callsPerSecond == 0 || account.AccountSid is not { } accountSid)
        {
            return (null, 0, null);
        }

        var shared = account.IsProven ? accountSid : null;
        var line = shared ?? account.OrganizationId.Value.ToString("N");
        var pace = await paces.FindAsync(line, cancellationToken);
        if (pace is null)
        {
            pace = CarrierPace.Of(line, now);
            paces.Add(pace);
        }

        if (pace.NextAt - now > CarrierPace.Unexplained)
        {
            pace.Correct(await paces.CountWaitingAsync(shared, cancellationToken), callsPerSecond, now);
        }

        return (pace, callsPerSecond, shared);
    }
}

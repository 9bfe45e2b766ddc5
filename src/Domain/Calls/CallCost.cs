using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>What a call costs, as far as its legs and its rates tell.</summary>
internal static class CallCost
{
    /// <summary>
    /// In millionths of the account's currency: of a live call the most that it may cost, and of the legs that were brought into it; of one
    /// that is over what Twilio charges for its legs, and until Twilio has said so what they come to by its rates. Null where neither is
    /// known.
    /// </summary>
    public static long? MicrosOf(Call call)
    {
        if (!call.HasEnded)
        {
            List<decimal> most = [.. BothOf(call), .. call.Legs.Select(leg => MostOfBroughtIn(call, leg)).OfType<decimal>()];
            return most.Count > 0 ? Micros.Of(most.Sum()) : null;
        }

        List<decimal?> legs = [.. call.Legs.Where(leg => leg.WasAnswered).Select(leg => leg.Price ?? Estimate(leg, call.Rates))];
        return call.Rates is null && legs.TrueForAll(leg => leg is null) ? null : Micros.Of(legs.Sum() ?? 0);
    }

    private static IEnumerable<decimal> BothOf(Call call) =>
        call.Rates is { } rates ? [rates.PerMinute * CallRates.MinutesOf(call.Settings.LongestCallSeconds)] : [];

    // What is over, or will not be dialled any more, holds nothing back.
    private static decimal? MostOfBroughtIn(Call call, Leg leg) => leg switch
    {
        { RatePerMinute: null } => null,
        { IsGone: true } => leg.WasAnswered ? leg.Price ?? Estimate(leg, call.Rates) : 0,
        _ when leg.IsOpen || call.Transfers.Any(transfer => transfer.IsOpen && transfer.ToLegId == leg.Id) =>
            leg.RatePerMinute * CallRates.MinutesOf(leg.LongestSeconds ?? call.Settings.LongestCallSeconds),
        _ => 0,
    };

    // Of a leg that Twilio says was answered a minute is paid, however short it was.
    private static decimal? Estimate(Leg leg, CallRates? rates)
    {
        var seconds = leg.DurationSeconds ?? (leg.EndedAt - leg.AnsweredAt)?.TotalSeconds ?? 0;
        return Math.Max(1, CallRates.MinutesOf((int)Math.Ceiling(seconds)))
            * (leg.RatePerMinute
                ?? (leg.Role.Traits().IsMember ? rates?.AgentPerMinute : rates?.ContactPerMinute));
    }
}

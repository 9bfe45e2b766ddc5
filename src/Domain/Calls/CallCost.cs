using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>What a call costs, as far as its legs and its rates tell.</summary>
internal static class CallCost
{
    /// <summary>
    /// In millionths of the account's currency: of a live call the most that it may cost, of one that is over what Twilio charges for its
    /// legs, and until Twilio has said so what they come to by its rates. Null where neither is known.
    /// </summary>
    public static long? MicrosOf(Call call)
    {
        if (!call.HasEnded)
        {
            return call.Rates is { } rates
                ? Micros.Of(rates.PerMinute * CallRates.MinutesOf(call.Settings.LongestCallSeconds))
                : null;
        }

        List<decimal?> legs = [.. call.Legs.Where(leg => leg.WasAnswered).Select(leg => leg.Price ?? Estimate(leg, call.Rates))];
        return call.Rates is null && legs.TrueForAll(leg => leg is null) ? null : Micros.Of(legs.Sum() ?? 0);
    }

    // Of a leg that Twilio says was answered a minute is paid, however short it was.
    private static decimal? Estimate(Leg leg, CallRates? rates)
    {
        var seconds = leg.DurationSeconds ?? (leg.EndedAt - leg.AnsweredAt)?.TotalSeconds ?? 0;
        return Math.Max(1, CallRates.MinutesOf((int)Math.Ceiling(seconds)))
            * (leg.Role is LegRole.Agent or LegRole.Supervisor ? rates?.AgentPerMinute : rates?.ContactPerMinute);
    }
}

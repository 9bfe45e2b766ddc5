using CrmVoice.Domain.Calls;

namespace CrmVoice.Tests;

/// <summary>
/// What the rules before <see cref="BridgeOutcome"/> made of a call's facts (commit 478f700): kept to hold the new ones against. One record
/// of all that people count and compare.
/// </summary>
internal sealed record EarlierNumbers(
    CallState State,
    CallResult? Result,
    DateTimeOffset? AgentAnsweredAt,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    int? AgentRingSeconds,
    int? ContactRingSeconds,
    int? TalkSeconds)
{
    public static EarlierNumbers Of(Call call)
    {
        var state = StateOf(call);
        var hasEnded = state is CallState.Ended;
        var talked = IsBridged(call) ? call.ContactLeg?.AnsweredAt : null;
        return new EarlierNumbers(
            state,
            hasEnded ? ResultOf(call) : null,
            call.AgentLeg?.AnsweredAt,
            talked,
            hasEnded ? call.Legs.Max(leg => leg.EndedAt) ?? call.NeverReachedTwilioAt : null,
            RingSeconds(call.AgentLeg),
            RingSeconds(call.ContactLeg),
            hasEnded && IsBridged(call)
                ? call.ContactLeg?.DurationSeconds ?? call.DialResult?.DurationSeconds ?? Seconds(talked, call.ContactLeg?.EndedAt)
                : null);
    }

    /// <summary>What the call itself says.</summary>
    public static EarlierNumbers Told(Call call) =>
        new(
            call.State,
            call.Result,
            call.AgentAnsweredAt,
            call.ConnectedAt,
            call.EndedAt,
            call.AgentRingSeconds,
            call.ContactRingSeconds,
            call.TalkSeconds);

    private static CallState StateOf(Call call)
    {
        if (HasEnded(call))
        {
            return CallState.Ended;
        }

        if (IsBridged(call))
        {
            return CallState.Connected;
        }

        return (call.AgentLeg, call.ContactLeg) switch
        {
            (_, { HasRung: true }) => CallState.ContactRinging,
            (_, not null) => CallState.CallingContact,
            ({ WasAnswered: true }, _) => CallState.AgentAnswered,
            ({ HasRung: true }, _) => CallState.AgentRinging,
            (not null, _) => CallState.CallingAgent,
            _ => CallState.Requested,
        };
    }

    private static CallResult ResultOf(Call call)
    {
        var outcome = call.ContactLeg is { WasAnswered: true } ? LegStatus.Completed
            : call.ContactLeg is { IsFinal: true } over ? over.Status
            : call.DialResult?.Status;
        var hungUp = call.HangupRequestedAt is not null;
        if (IsBridged(call))
        {
            return call.ContactLeg?.WasAnsweredByMachine is true ? CallResult.ContactMachine : CallResult.Answered;
        }

        return outcome switch
        {
            LegStatus.Busy => CallResult.ContactBusy,
            LegStatus.Failed => CallResult.ContactFailed,
            LegStatus.Completed => CallResult.ContactHungUp,
            not null when hungUp => CallResult.Canceled,
            not null => (call.DialResult?.AgentLegEnded ?? call.AgentLeg?.EndedAt <= call.ContactLeg?.EndedAt)
                ? CallResult.AgentHungUp : CallResult.ContactNoAnswer,
            _ when hungUp => CallResult.Canceled,
            _ when call.NeverReachedTwilioAt is not null => CallResult.CarrierFailed,
            _ => call.AgentLeg switch
            {
                { Status: LegStatus.Busy } => CallResult.AgentBusy,
                { Status: LegStatus.NoAnswer } => CallResult.AgentNoAnswer,
                { Status: LegStatus.Failed } => CallResult.AgentFailed,
                { AcceptanceAskedAt: not null, AcceptedAt: null } => CallResult.AgentDeclined,
                { FallbackAt: not null } => CallResult.CarrierFailed,
                _ => CallResult.AgentHungUp,
            },
        };
    }

    private static bool HasEnded(Call call)
    {
        if (call.AgentLeg is not { } agent)
        {
            return call.NeverReachedTwilioAt is not null && call.ContactLeg is null;
        }

        var isSettled = !agent.WasAnswered || call.ContactLeg is not null || call.DialResult is not null || call.NoContactLegAt is not null;
        return isSettled && call.Legs.Where(leg => leg.CallSid is not null).All(leg => leg.IsFinal);
    }

    private static bool IsBridged(Call call) =>
        call.DialResult?.Bridged ?? (call.ContactLeg?.WasAnswered is true || call.DialResult?.Status is LegStatus.Completed);

    private static int? RingSeconds(Leg? leg) => Seconds(leg?.RingingAt, leg is { WasAnswered: true } ? leg.AnsweredAt : leg?.EndedAt);

    private static int? Seconds(DateTimeOffset? from, DateTimeOffset? to) =>
        from is null || to is null ? null : Math.Max(0, (int)Math.Round((to.Value - from.Value).TotalSeconds));
}

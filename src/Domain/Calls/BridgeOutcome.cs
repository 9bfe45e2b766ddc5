namespace CrmVoice.Domain.Calls;

/// <summary>
/// Derives state and result of a call in which the agent's leg dials the contact's. Pure functions, so that
/// the order of reports cannot matter.
/// </summary>
public static class BridgeOutcome
{
    // A new instance each time: it becomes part of a call, and two calls cannot share one.
    private static EndedBy Nobody => new(EndedByRole.System, LegId: null, MemberId: null);

    // Twilio's times have whole seconds.
    private static readonly TimeSpan clocksDiffer = TimeSpan.FromSeconds(2);

    public static CallState StateOf(Call call) => call switch
    {
        _ when HasEnded(call) => CallState.Ended,
        { IsBridged: true } => CallState.Connected,
        { ContactLeg.HasRung: true } => CallState.ContactRinging,
        { ContactLeg: not null } => CallState.CallingContact,
        { AgentLeg.WasAnswered: true } => CallState.AgentAnswered,
        { AgentLeg.HasRung: true } => CallState.AgentRinging,
        { AgentLeg: not null } => CallState.CallingAgent,
        _ => CallState.Requested,
    };

    /// <summary>The result of an ended call.</summary>
    public static CallResult ResultOf(Call call) => call switch
    {
        { IsBridged: true, ContactLeg.WasAnsweredByMachine: true } => CallResult.ContactMachine,
        { IsBridged: true } => CallResult.Answered,
        { ContactOutcome: LegStatus.Busy } => CallResult.ContactBusy,
        { ContactOutcome: LegStatus.Failed } => CallResult.ContactFailed,
        { ContactOutcome: LegStatus.Completed } => CallResult.ContactHungUp,
        { ContactOutcome: not null, HangupRequestedAt: not null } => CallResult.Canceled,
        { ContactOutcome: not null } => AgentLeftFirst(call) ? CallResult.AgentHungUp : CallResult.ContactNoAnswer,
        { HangupRequestedAt: not null } => CallResult.Canceled,
        // A leg that turns up after the call was given up is hung up: how it ended says nothing of the call.
        { NeverReachedTwilioAt: not null } => CallResult.CarrierFailed,
        { AgentLeg.Status: LegStatus.Busy } => CallResult.AgentBusy,
        { AgentLeg.Status: LegStatus.NoAnswer } => CallResult.AgentNoAnswer,
        { AgentLeg.Status: LegStatus.Failed } => CallResult.AgentFailed,
        { AgentLeg: { AcceptanceAskedAt: not null, AcceptedAt: null } } => CallResult.AgentDeclined,
        { AgentLeg.FallbackAt: not null } => CallResult.CarrierFailed,
        _ => CallResult.AgentHungUp,
    };

    /// <summary>When a leg could hear the others: both from the contact's answer to its end, where the bridge was made.</summary>
    public static IReadOnlyList<Presence> PresencesOf(Call call)
    {
        if (call is not { IsBridged: true, ContactLeg: { AnsweredAt: { } from } contact })
        {
            return [];
        }

        var bridged = new Interval(from, contact.EndedAt < from ? from : contact.EndedAt);
        return [new Presence(call.LegOf(LegRole.Agent).Id, bridged), new Presence(contact.Id, bridged)];
    }

    /// <summary>When the contact and an agent could hear each other.</summary>
    public static IReadOnlyList<Talk> TalksOf(Call call)
    {
        var presences = PresencesOf(call);
        return presences is [var agent, var contact] && agent.When.Overlap(contact.When) is { } both ? [new Talk(agent.LegId, both)] : [];
    }

    public static DateTimeOffset? ConnectedAtOf(Call call) => TalksOf(call) is [var talk, ..] ? talk.When.From : null;

    /// <summary>
    /// For an ended call. Twilio counts a dialled leg from its answer to its end, which is the bridge; without that
    /// duration, Twilio's timestamps are used.
    /// </summary>
    public static int? TalkSecondsOf(Call call) =>
        call.IsBridged
            ? call.ContactLeg?.DurationSeconds
                ?? call.DialResult?.DurationSeconds
                ?? (TalksOf(call) is [var talk, ..] ? talk.When.Seconds : null)
            : null;

    /// <summary>
    /// Who ended an ended call: whoever asked for it in CrmVoice before a leg was over; else the party whose leg was over first. Where
    /// Twilio did not take the call, did not dial the contact or could not use our answer, nobody.
    /// </summary>
    public static EndedBy EndedByOf(Call call)
    {
        if (call.HangupRequestedAt is { } asked && !(call.Legs.Min(leg => leg.EndedAt) + clocksDiffer < asked))
        {
            var by = call.HangupRequestedBy;
            return new EndedBy(
                by is null || by == call.AgentId ? EndedByRole.Agent : EndedByRole.Supervisor,
                LegId: null,
                by ?? call.AgentId);
        }

        return call switch
        {
            { AgentLeg: null } or { ContactLeg: null, DialResult.AgentLegEnded: false } => Nobody,
            _ when ResultOf(call) is CallResult.CarrierFailed => Nobody,
            { ContactLeg: { } contact } when !AgentLeftFirst(call) => new EndedBy(EndedByRole.Contact, contact.Id, MemberId: null),
            { AgentLeg: { } agent } => new EndedBy(EndedByRole.Agent, agent.Id, agent.MemberId),
        };
    }

    private static bool HasEnded(Call call)
    {
        if (call.AgentLeg is not { } agent)
        {
            return call.NeverReachedTwilioAt is not null && call.ContactLeg is null;
        }

        var contactIsSettled =
            !agent.WasAnswered || call.ContactLeg is not null || call.DialResult is not null || call.NoContactLegAt is not null;
        return contactIsSettled && agent.IsFinal && call.ContactLeg is null or { IsFinal: true };
    }

    private static bool AgentLeftFirst(Call call) => call.DialResult is { } dial
        ? dial.AgentLegEnded
        : call.AgentLeg?.EndedAt <= call.ContactLeg?.EndedAt;
}

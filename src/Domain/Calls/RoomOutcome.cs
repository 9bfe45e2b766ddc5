using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// Derives state and result of a call whose legs meet in a room. Pure functions, so that the order of reports cannot matter. A leg says
/// that somebody answered, the conference who is in it; the contact is connected only where both say so of both sides.
/// </summary>
public static class RoomOutcome
{
    // Twilio's times have whole seconds.
    private static readonly TimeSpan clocksDiffer = TimeSpan.FromSeconds(2);

    private static EndedBy Nobody => new(EndedByRole.System, LegId: null, MemberId: null);

    public static CallState StateOf(Call call) => call switch
    {
        _ when HasEnded(call) => CallState.Ended,
        _ when TalksOf(call).Count > 0 => CallState.Connected,
        { ContactLeg.HasRung: true } => CallState.ContactRinging,
        { ContactLeg: not null } => CallState.CallingContact,
        { AgentLeg.WasAnswered: true } => CallState.AgentAnswered,
        { AgentLeg.HasRung: true } => CallState.AgentRinging,
        { AgentLeg: not null } => CallState.CallingAgent,
        _ => CallState.Requested,
    };

    /// <summary>When the contact and each agent or guest could hear each other, in order.</summary>
    public static IReadOnlyList<Talk> TalksOf(Call call) =>
    [
        .. call.Legs.Where(leg => leg.IsTalker)
            .SelectMany(leg => call.Room.TalksOf(call.LegOf(LegRole.Contact).Id, leg.Id).Select(when => new Talk(leg.Id, when)))
            .OrderBy(talk => talk.When.From)
            .ThenBy(talk => talk.LegId.Value),
    ];

    /// <summary>When each party was on hold, in order.</summary>
    public static IReadOnlyList<Hold> HoldsOf(Call call) =>
        [.. call.Room.Stays.SelectMany(stay => stay.OnHold.Select(when => new Hold(stay.LegId, when))).OrderBy(hold => hold.When.From)];

    /// <summary>
    /// The agent in charge: whoever placed the call, and after her whoever goes on with the contact when she has left, be it the target of
    /// a transfer or a colleague who was added. Who is in the call remains in charge, whoever else comes or goes; a guest or a supervisor
    /// never is. Where nobody goes on, the last one in charge remains.
    /// </summary>
    public static MembershipId InChargeOf(Call call)
    {
        var contact = call.LegOf(LegRole.Contact).Id;
        List<(Leg Leg, IReadOnlyList<Interval> Talks)> others =
        [
            .. call.Legs.Where(leg => leg.Role.Traits().OwnsCall && leg.MemberId is not null)
                .Select(leg => (leg, (IReadOnlyList<Interval>)[.. call.Room.TalksOf(contact, leg.Id)])),
        ];
        var inCharge = call.LegOf(LegRole.Agent);
        var member = call.PlacedBy;
        while (inCharge is { IsGone: true, EndedAt: { } left } && SuccessorOf(inCharge, left) is { } successor)
        {
            inCharge = successor;
            member = successor.MemberId!.Value;
        }

        return member;

        Leg? SuccessorOf(Leg leg, DateTimeOffset left)
        {
            others.RemoveAll(other => other.Leg == leg);
            var taken = call.Transfers.LastOrDefault(transfer => transfer.FromLegId == leg.Id && transfer.Result is TransferResult.Taken);
            return others.Find(other => other.Leg.Id == taken?.ToLegId).Leg
                ?? others.Where(other => other.Talks.Any(talk => GoesOnAfter(left, talk)))
                    .OrderBy(other => other.Talks[0].From).ThenBy(other => other.Leg.Id.Value)
                    .FirstOrDefault().Leg;
        }

        // Where all are hung up, or the contact leaves, the legs end within a moment of each other: nobody goes on then.
        bool GoesOnAfter(DateTimeOffset left, Interval talk) =>
            !(call.HangupRequestedAt < left + clocksDiffer) && (talk.To is not { } to || to > left + clocksDiffer);
    }

    public static DateTimeOffset? ConnectedAtOf(Call call) => TalksOf(call) is [var first, ..] ? first.When.From : null;

    /// <summary>How long the contact could talk with anybody; null where it never did, and while it does.</summary>
    public static int? TalkSecondsOf(Call call)
    {
        var talks = TalksOf(call);
        return talks.Count == 0 ? null : Rounded(Intervals.Length(talks.Select(talk => talk.When)));
    }

    /// <summary>How long the contact was on hold; null while it is.</summary>
    public static int? HoldSecondsOf(Call call)
    {
        var contact = call.LegOf(LegRole.Contact).Id;
        return Rounded(Intervals.Length(HoldsOf(call).Where(hold => hold.LegId == contact).Select(hold => hold.When)));
    }

    /// <summary>The result of an ended call.</summary>
    public static CallResult ResultOf(Call call) => call switch
    {
        _ when TalksOf(call).Count > 0 =>
            call.ContactLeg is { WasAnsweredByMachine: true } ? CallResult.ContactMachine : CallResult.Answered,
        { ContactLeg: { WasAnswered: false, Status: LegStatus.Busy } } => CallResult.ContactBusy,
        { ContactLeg: { WasAnswered: false, Status: LegStatus.Failed } } => CallResult.ContactFailed,
        { ContactLeg.WasAnswered: true } => CallResult.ContactHungUp,
        { HangupRequestedAt: not null } => CallResult.Canceled,
        { ContactLeg: not null } => AgentLeftFirst(call) ? CallResult.AgentHungUp : CallResult.ContactNoAnswer,
        { NeverReachedTwilioAt: not null } => CallResult.CarrierFailed,
        _ when call.LegOf(LegRole.Contact).NeverReachedAt is not null && call.CarrierError is not null => CallResult.CarrierFailed,
        { AgentLeg.Status: LegStatus.Busy } => CallResult.AgentBusy,
        { AgentLeg.Status: LegStatus.NoAnswer } => CallResult.AgentNoAnswer,
        { AgentLeg.Status: LegStatus.Failed } => CallResult.AgentFailed,
        { AgentLeg: { AcceptanceAskedAt: not null, AcceptedAt: null } } => CallResult.AgentDeclined,
        { AgentLeg.FallbackAt: not null } => CallResult.CarrierFailed,
        _ => CallResult.AgentHungUp,
    };

    /// <summary>
    /// Who ended an ended call: whoever asked for it in CrmVoice before a leg of the conversation was over; else the party whose leaving
    /// ended the conference; else the contact or the last of the others, whoever was over first.
    /// </summary>
    public static EndedBy EndedByOf(Call call)
    {
        if (call.HangupRequestedAt is { } asked && !(call.ContactLeg?.EndedAt + clocksDiffer < asked))
        {
            var by = call.HangupRequestedBy ?? call.AgentId;
            return call.Legs.Any(leg => leg.Role.Traits().OwnsCall && leg.MemberId == by)
                ? new EndedBy(EndedByRole.Agent, LegId: null, by)
                : new EndedBy(EndedByRole.Supervisor, LegId: null, by);
        }

        if (call.ContactLeg is not { } contact)
        {
            return call.AgentLeg is { } agent && ResultOf(call) is not CallResult.CarrierFailed ? PartyOf(agent) : Nobody;
        }

        var ender = call.RoomReports
            .Where(report => report is { Event: RoomEvent.ConferenceEnd, EndedByCallSid: not null })
            .OrderByDescending(report => report.Time())
            .Select(report => call.Legs.FirstOrDefault(leg => leg.CallSid == report.EndedByCallSid))
            .FirstOrDefault();
        if (ender is not null)
        {
            return PartyOf(ender);
        }

        var last = call.Legs.Where(leg => leg.IsTalker && leg.EndedAt is not null).MaxBy(leg => leg.EndedAt);
        return last is not null && last.EndedAt < contact.EndedAt ? PartyOf(last) : PartyOf(contact);
    }

    private static EndedBy PartyOf(Leg leg) => new(leg.Role.Traits().EndedBy, leg.Id, leg.MemberId);

    // Nothing that could still be a leg of it is open.
    private static bool HasEnded(Call call) =>
        call.Legs.Any(leg => leg.IsGone) && call.Legs.All(leg => leg.IsGone || (leg.RequestedAt is null && leg.CallSid is null));

    // Whoever was sent to the closing words was there when the contact was over; Twilio's times of the two may be the same second.
    private static bool AgentLeftFirst(Call call) =>
        call.Legs.Where(leg => leg.IsTalker && leg.CallSid is not null)
            .All(leg => leg.ClosingAt is null && leg.EndedAt <= call.ContactLeg!.EndedAt);

    private static int? Rounded(TimeSpan? length) => length is { } known ? (int)Math.Round(known.TotalSeconds) : null;
}

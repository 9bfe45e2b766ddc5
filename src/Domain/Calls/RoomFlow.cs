namespace CrmVoice.Domain.Calls;

/// <summary>
/// The script of a call in a room: pure functions from what is known and what people asked for to what comes next. The same facts always
/// give the same steps, so that a step that was lost is found again by whatever is heard next.
/// </summary>
public static class RoomFlow
{
    // A leg that is out of its conference hears our last words and ends by itself.
    private static readonly TimeSpan endsByItself = TimeSpan.FromSeconds(10);

    // Twilio may let a leg ring for five seconds longer than it was told (Call resource: "Timeout"), and its report takes a moment.
    private static readonly TimeSpan afterRinging = TimeSpan.FromSeconds(7);

    // The words before the key, and the ten seconds in which it can be pressed.
    private static readonly TimeSpan timeToAccept = TimeSpan.FromSeconds(30);

    /// <summary>Whether whoever answers is asked for a key before joining: a voicemail must not be taken for a member.</summary>
    public static bool MustAccept(Call call, Leg leg) =>
        leg == call.LegOf(LegRole.Agent) ? call.Settings.AgentMustAccept : leg.Role.Traits().IsMember;

    /// <summary>A leg was answered, and Twilio asks what to do with it. Asked again, the answer is the same.</summary>
    public static AnswerInstruction OnAnswer(Call call, Leg leg) => leg switch
    {
        _ when !MayJoin(call, leg) => AnswerInstruction.HangUp,
        { AcceptedAt: null } when MustAccept(call, leg) => AnswerInstruction.AskToAccept,
        _ => AnswerInstruction.Connect,
    };

    public static AnswerInstruction OnKey(Call call, Leg leg, string? digits) =>
        AcceptanceKey.IsPressed(digits) && MayJoin(call, leg) ? AnswerInstruction.Connect : AnswerInstruction.HangUp;

    /// <summary>
    /// Whether it must have been reported by now that a leg has joined, or that it is over, and was not: somebody may be waiting for it.
    /// </summary>
    /// <param name="now">UTC, our clock.</param>
    public static bool IsOverdue(Call call, Leg leg, DateTimeOffset now) =>
        leg is { CallSid: not null, IsFinal: false, ClosingAt: null } && now >= leg switch
        {
            { JoinToldAt: not null } => LeftAt(call, leg) + endsByItself,
            { AcceptanceAskedAt: { } asked } => asked + timeToAccept,
            _ => (leg.RingingAt ?? leg.InitiatedAt ?? leg.RequestedAt) + TimeSpan.FromSeconds(RingSecondsOf(call, leg)) + afterRinging,
        };

    /// <summary>How long Twilio lets a leg ring.</summary>
    public static int RingSecondsOf(Call call, Leg leg) =>
        leg.Role.Traits().IsMember ? call.Settings.AgentRingSeconds : call.Settings.ContactRingSeconds;

    /// <summary>How a participant is to take part.</summary>
    public static RoomFlags FlagsWanted(Call call, Leg leg)
    {
        var role = leg.Role.Traits();
        var isCoaching = CoachedBy(call, leg) is not null;
        return new RoomFlags(
            Hold: !role.IsListener && (leg.HoldRequested || IsHeldByTransfer(call, leg)),
            Muted: leg.MuteRequested || (role.IsListener && !isCoaching && leg.Supervision is not SupervisionMode.Barge),
            Coaching: isCoaching,
            EndsOnExit: role.EndsRoom switch
            {
                RoomEnding.Always => true,
                RoomEnding.Never => false,
                RoomEnding.WithLastTalker => !call.Transfers.Any(transfer => transfer.IsOpen)
                    && call.Legs.All(other => other == leg || !other.IsTalker || !other.IsOpen),
            });
    }

    /// <summary>What Twilio is to be told of a participant next; empty where it stands as it should, or is not in the room.</summary>
    public static ParticipantUpdate UpdateOf(Call call, Leg leg)
    {
        if (leg.CallSid is null || call.Room.WhereIs(leg.Id)?.Flags is not { } known)
        {
            return new ParticipantUpdate();
        }

        var wanted = FlagsWanted(call, leg);
        var coached = CoachedBy(call, leg);
        var isCoachingAnother = wanted.Coaching && leg.CoachedLegId != coached?.Id;
        if (known.Coaching && !known.Muted && (wanted.Muted || isCoachingAnother))
        {
            // What is said to the agent must not reach the others, not even for a moment.
            return new ParticipantUpdate(Muted: true);
        }

        return new ParticipantUpdate(
            Hold: wanted.Hold != known.Hold ? wanted.Hold : null,
            Muted: wanted.Muted != known.Muted ? wanted.Muted : null,
            // Twilio silently keeps the flag of a participant on hold.
            EndsOnExit: wanted.EndsOnExit != known.EndsOnExit && !known.Hold && leg.Role.Traits().EndsRoom is not RoomEnding.Always
                ? wanted.EndsOnExit
                : null,
            Coaching: wanted.Coaching != known.Coaching || isCoachingAnother ? wanted.Coaching : null,
            Coaches: wanted.Coaching && (!known.Coaching || isCoachingAnother) ? coached?.CallSid : null);
    }

    /// <summary>Whom a supervisor whispers to: the agent in charge, while that agent is in the room and stays.</summary>
    public static Leg? CoachedBy(Call call, Leg supervisor) =>
        supervisor.Supervision is not SupervisionMode.Whisper
            ? null
            : call.Legs.FirstOrDefault(leg =>
                leg.Role.Traits().OwnsCall
                && leg.MemberId == call.AgentId
                && call.Room.Has(leg.Id)
                && !call.Transfers.Any(transfer => transfer.FromLegId == leg.Id && TransferFlow.IsHandingOver(call, transfer)));

    public static IEnumerable<RoomStep> Next(Call call)
    {
        var contact = call.LegOf(LegRole.Contact);
        var open = call.Legs.Where(leg => leg.IsOpen).ToList();
        if (call.HangupRequestedAt is not null || call.HasEnded)
        {
            return open.Select(leg => new RoomStep.End(leg));
        }

        if (contact.IsGone)
        {
            return open.Select(leg => AfterTheContact(call, leg));
        }

        if (contact.IsOpen && !open.Exists(leg => leg.IsTalker) && !call.Transfers.Any(transfer => transfer.IsOpen))
        {
            return open.Select(leg => AfterTheAgents(call, leg));
        }

        return TransferFlow.Next(call).Concat(Participants(call, open)).Concat(Recording(call));
    }

    // When it left the room; null where it is there or never was.
    private static DateTimeOffset? LeftAt(Call call, Leg leg) =>
        call.Room.Has(leg.Id) ? null : call.Room.Stays.LastOrDefault(stay => stay.LegId == leg.Id)?.When.To;

    private static bool IsHeldByTransfer(Call call, Leg leg) =>
        leg.Role is LegRole.Contact && call.Transfers.Any(transfer => TransferFlow.HoldsContact(call, transfer));

    // The contact is dialled once the agent is on the way into the room; nobody joins a call that is over.
    private static bool MayJoin(Call call, Leg leg) =>
        call is { HasEnded: false, HangupRequestedAt: null } && !call.LegOf(LegRole.Contact).IsGone
        && leg is { ClosingAt: null, RemovedAt: null }
        && (leg.Role is not LegRole.Contact || call.Legs.Any(other => other is { IsTalker: true, IsOpen: true }));

    private static IEnumerable<RoomStep> Participants(Call call, IEnumerable<Leg> open)
    {
        var contact = call.LegOf(LegRole.Contact);
        if (contact.RequestedAt is null && call.LegOf(LegRole.Agent).JoinToldAt is not null)
        {
            yield return new RoomStep.Dial(contact);
        }

        foreach (var leg in open.Where(leg => leg.RemovedAt is not null))
        {
            yield return new RoomStep.End(leg);
        }

        foreach (var leg in open.Where(leg => leg.RemovedAt is null && !UpdateOf(call, leg).IsEmpty))
        {
            yield return new RoomStep.Update(leg);
        }
    }

    private static IEnumerable<RoomStep> Recording(Call call)
    {
        if (call.RecordingChangeNeeded is not null)
        {
            yield return new RoomStep.Record();
        }
    }

    private static RoomStep AfterTheContact(Call call, Leg leg) => leg switch
    {
        { IsTalker: true, JoinToldAt: not null } when call.ConnectedAt is not null =>
            // Whoever has been in the room hears Twilio close it; whoever is only on the way may be alone in a new one.
            call.Room.EverHad(leg.Id) ? new RoomStep.LetEnd(leg, endsByItself) : new RoomStep.End(leg, endsByItself),
        { IsTalker: true, JoinToldAt: not null } => new RoomStep.Close(leg),
        _ => new RoomStep.End(leg),
    };

    private static RoomStep AfterTheAgents(Call call, Leg leg) => leg switch
    {
        { Role: LegRole.Contact, JoinToldAt: not null } when call.Legs.Any(other =>
            other.IsTalker && call.Room.LastFlagsOf(other.Id)?.EndsOnExit is true) => new RoomStep.End(leg, endsByItself),
        { Role: LegRole.Contact, JoinToldAt: not null } => new RoomStep.Close(leg),
        _ => new RoomStep.End(leg),
    };
}

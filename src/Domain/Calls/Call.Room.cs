using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <content>The room in which the legs of a call meet: what is heard of it, and what follows from that.</content>
public sealed partial class Call
{
    public IReadOnlyList<RoomReport> RoomReports => roomReports;

    /// <summary>The room as its reports tell it; empty on a bridge.</summary>
    public Room Room => room ??= Room.Of(this);

    // Derived and stored, so that the API reads columns.
    public IReadOnlyList<Talk> Talks => talks;

    public IReadOnlyList<Hold> Holds => holds;

    /// <summary>How long the contact was on hold; null while it is, and where it never was in a room.</summary>
    public int? HoldSeconds { get; private set; }

    /// <summary>What goes on now; none of it once the call has ended.</summary>
    public LiveConditions Live { get; private set; }

    /// <summary>A leg was answered, or pressed a key, and was told to join the room.</summary>
    public AnswerInstruction MergeRoomAnswer(LegKey key, LegReport report, Receipt receipt)
    {
        if (RoleOf(key) is not { } role || !IsOurs(role, key))
        {
            HangUpUnknownLeg(RoleOf(key), key.CallSid, report, receipt);
            return AnswerInstruction.HangUp;
        }

        MergeLeg(role, key, parentCallSid: null, report, receipt, StepKinds.AnswerRequested);
        var leg = legs.Find(leg => leg.CallSid == key.CallSid)!;
        var next = RoomFlow.OnAnswer(this, leg);
        if (next is AnswerInstruction.AskToAccept)
        {
            leg.AskToAccept(receipt.At);
        }

        TellToJoin(leg, next, receipt.At);
        return next;
    }

    /// <summary>A member was asked for a key and pressed one, or none.</summary>
    public AnswerInstruction MergeRoomAcceptance(LegKey key, LegReport report, string? digits, Receipt receipt, string? kind = null)
    {
        if (RoleOf(key) is not { } role || !IsOurs(role, key))
        {
            HangUpUnknownLeg(RoleOf(key), key.CallSid, report, receipt);
            return AnswerInstruction.HangUp;
        }

        var isAccepted = AcceptanceKey.IsPressed(digits);
        LastHeardAt = Later(LastHeardAt, receipt.At);
        Record(kind ?? (isAccepted ? StepKinds.Accepted : StepKinds.NotAccepted), role, at: null, receipt, note: null, () =>
        {
            var merged = MergeLeg(role, key, parentCallSid: null, report);
            var leg = legs.Find(leg => leg.CallSid == key.CallSid)!;
            var isFirst = isAccepted && leg.AcceptedAt is null;
            if (isFirst)
            {
                leg.Accept(receipt.At);
            }

            return isFirst ? MergeResult.Fact : merged;
        });
        var answered = legs.Find(leg => leg.CallSid == key.CallSid)!;
        var next = RoomFlow.OnKey(this, answered, digits);
        if (kind is null)
        {
            TellToJoin(answered, next, receipt.At);
        }

        return next;
    }

    /// <summary>Twilio reports something of the conference, or was asked about it.</summary>
    public void MergeRoom(RoomReport report, Receipt receipt, string? kind = null)
    {
        LastHeardAt = Later(LastHeardAt, receipt.At);
        var fact = InSequence(report.WithPlausibleTime(RequestedAt, receipt.At));
        Record(kind ?? Kebab.Of(fact.Event), RoleOf(fact.CallSid), fact.Time(), receipt, fact.LeaveReason, () =>
        {
            var known = roomReports.FindIndex(fact.SaysTheSameAs);
            if (fact.Source is RoomSource.Answer && known >= 0 && known < roomReports.Count - 1)
            {
                // Of answers of one second the newest is the last; each is heard once.
                roomReports.RemoveAt(known);
            }
            else if (known >= 0)
            {
                if (fact.EstimatedAt < roomReports[known].EstimatedAt)
                {
                    roomReports[known] = fact;
                }

                return MergeResult.None;
            }

            roomReports.Add(fact);
            return MergeResult.Fact;
        });
        ActOnTheRoom(receipt.At);
    }

    /// <summary>A leg left the room, or was sent to the closing words, and Twilio asks what to do with it (TwiML Dial: "action").</summary>
    public void MergeRoomLeft(LegKey key, LegReport report, Receipt receipt) =>
        MergeLeg(role: null, key, parentCallSid: null, report, receipt, StepKinds.RoomLeft);

    /// <summary>Twilio did what it was told of a participant, and answers how it stands.</summary>
    /// <param name="answer">With <see cref="RoomSource.Answer"/>.</param>
    /// <param name="coached">Whom it coaches from now on; null where it coaches nobody.</param>
    public void RecordParticipantUpdated(LegId legId, RoomReport answer, LegId? coached, DateTimeOffset now)
    {
        legs.Find(leg => leg.Id == legId)?.Coach(answer.Flags is { Coaching: true } ? coached : null);
        MergeRoom(answer, now, StepKinds.UpdateDone);
    }

    /// <summary>
    /// Twilio refused to change how a participant takes part, or does not know it: what was asked is taken back, so that what is shown is
    /// what is.
    /// </summary>
    public void RecordParticipantRefused(LegId legId, string? note, DateTimeOffset now)
    {
        if (legs.Find(leg => leg.Id == legId) is not { } leg)
        {
            return;
        }

        Record(StepKinds.UpdateRefused, leg.Role, at: null, now, note, () =>
        {
            var stands = Room.LastFlagsOf(legId);
            leg.RefuseUpdate(now);
            GiveBackToTheAgent(leg, isStillOnHold: stands is { Hold: true });
            leg.RequestHold(stands is { Hold: true } && !transfers.Exists(open => TransferFlow.HoldsContact(this, open)));
            leg.RequestMute(stands is { Muted: true } && !leg.Role.Traits().IsListener);
            leg.SuperviseAs(stands);
            if (transfers.Exists(transfer => transfer.FromLegId == leg.CoachedLegId && TransferFlow.IsHandingOver(this, transfer)))
            {
                // A whisper would be heard by everybody, and the agent cannot leave as long as it goes on.
                leg.Remove(now);
            }

            foreach (var target in transfers.Where(transfer => transfer.IsOpen)
                         .Select(transfer => legs.Find(other => other.Id == transfer.ToLegId)!)
                         .Where(target => target is { RequestedAt: null }))
            {
                target.NeverReach(now);
            }

            return MergeResult.Fact;
        });
        ActOnTheRoom(now);
    }

    // Twilio's times have whole seconds, and its answers no number: what it answers is so after all that it had reported by then.
    private RoomReport InSequence(RoomReport report) => report.Source is RoomSource.Answer
        ? report with { Sequence = roomReports.Where(known => known.ConferenceSid == report.ConferenceSid).Max(known => known.Sequence) }
        : report;

    // A contact who could not be taken off hold is with the agent still, who may try again or take the contact back.
    private void GiveBackToTheAgent(Leg leg, bool isStillOnHold)
    {
        if (leg.Role is not LegRole.Contact || !isStillOnHold)
        {
            return;
        }

        for (var at = 0; at < transfers.Count; at++)
        {
            if (transfers[at] is { IsOpen: true, Kind: TransferKind.Warm, CanceledAt: null } transfer
                && legs.Find(other => other.Id == transfer.FromLegId) is { IsGone: false })
            {
                transfers[at] = transfer with { CompletionRequestedAt = null, MergedAt = null };
            }
        }
    }

    private void TellToJoin(Leg leg, AnswerInstruction next, DateTimeOffset now)
    {
        if (next is AnswerInstruction.Connect)
        {
            leg.TellToJoin(now);
            Raise(new JoinExpected(Id, OrganizationId));
            ActOnTheRoom(now);
        }

        CountChange();
    }

    private void DeriveRoom()
    {
        holds = Same(holds, RoomOutcome.HoldsOf(this));
        HoldSeconds = Room.Stays.Count > 0 ? RoomOutcome.HoldSecondsOf(this) : null;
        Live = HasEnded ? LiveConditions.None : LiveConditionsOfRoom();
        HelpRequestedAt = HasEnded ? null : HelpRequestedAt;
        foreach (var leg in legs)
        {
            leg.Stand(Room.WhereIs(leg.Id)?.Flags);
        }
    }

    private LiveConditions LiveConditionsOfRoom()
    {
        var isThere = Room.Has(LegOf(LegRole.Contact).Id);
        var isConsulting = transfers.Exists(transfer => transfer is { IsOpen: true, Kind: TransferKind.Warm, MergedAt: null }
            && Room.Has(transfer.ToLegId) && Room.Has(transfer.FromLegId));
        return (IsContactOnHold ? LiveConditions.OnHold : 0)
            | (IsContactOnHold && isConsulting ? LiveConditions.Consulting : 0)
            | (isThere && !legs.Exists(leg => leg.IsTalker && Room.Has(leg.Id)) ? LiveConditions.Alone : 0)
            | (IsRecordingPaused ? LiveConditions.RecordingPaused : 0);
    }

    private void ActOnTheRoom(DateTimeOffset now)
    {
        if (Topology is not Topology.Room)
        {
            return;
        }

        var seated = SeatedMembers();
        AdvanceTransfers(now);
        foreach (var step in RoomFlow.Next(this).ToList())
        {
            Take(step, now);
        }

        ChangeSeats(seated);
    }

    private void Take(RoomStep step, DateTimeOffset now)
    {
        if (step.Take(this, now) is { } needed)
        {
            Raise(needed);
        }
    }

    /// <summary>
    /// The members whose telephones the call needs. On a bridge that of the agent for the whole call; in a room everybody's while a leg is
    /// open, and that of an agent who may be rung once more.
    /// </summary>
    public IReadOnlySet<MembershipId> Seated => SeatedMembers();

    private HashSet<MembershipId> SeatedMembers() => this switch
    {
        { HasEnded: true } => [],
        { Topology: Topology.Bridge } => AgentId is { } agent ? [agent] : [],
        _ => [.. legs.Where(MayRing).Select(leg => leg.MemberId).OfType<MembershipId>()],
    };

    private bool MayRing(Leg leg) =>
        !leg.IsGone || transfers.Exists(transfer => transfer is { IsOpen: true, ReturnLegId: null } && transfer.FromLegId == leg.Id);

    private void ChangeSeats(HashSet<MembershipId> before)
    {
        var now = SeatedMembers();
        foreach (var member in now.Except(before))
        {
            Raise(new SeatTaken(Id, OrganizationId, member));
        }

        foreach (var member in before.Except(now))
        {
            Raise(new SeatGivenBack(Id, OrganizationId, member));
        }
    }
}

/// <summary>A leg was told to join the room; whether it did has to be reported soon.</summary>
public sealed record JoinExpected(CallId CallId, OrganizationId OrganizationId) : IDomainEvent;

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// One attempt at a conversation, as people see it: one record, however many legs. It has two kinds of input: what people do, which may be
/// refused, and what Twilio reports, which is merged and never refused. Each operation on a call has a file of its own, <c>Call.….cs</c>.
/// </summary>
public sealed partial class Call : AggregateRoot, IOrganizationOwned
{
    public const int DispositionMaxLength = 80;

    private readonly List<Leg> legs = [];
    private readonly List<CallRecording> recordings = [];
    private readonly List<DialResult> dialResults = [];
    private readonly List<RoomReport> roomReports = [];
    private readonly List<Transfer> transfers = [];
    private IReadOnlyList<Talk> talks = [];
    private IReadOnlyList<Hold> holds = [];
    private Room? room;

    private Call()
    {
    }

    public CallId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallDirection Direction { get; private set; }

    /// <summary>
    /// The agent in charge: whoever placed it, until somebody else goes on with the contact; null for a call that came in and that nobody
    /// has taken.
    /// </summary>
    public MembershipId? AgentId { get; private set; }

    /// <summary>The telephone that Twilio rings first; null for a call that came in.</summary>
    public PhoneNumber? AgentPhone { get; private set; }

    public ContactId? ContactId { get; private set; }

    public OpportunityId? OpportunityId { get; private set; }

    /// <summary>
    /// Whoever calls: the organization's number, shown to both sides as caller ID; of a call that came in the contact's, or null where that
    /// is no telephone number (<see cref="Incoming"/>).
    /// </summary>
    public PhoneNumber? From { get; private set; }

    /// <summary>Who is called: the contact's number; of a call that came in the organization's.</summary>
    public PhoneNumber To { get; private set; } = null!;

    /// <summary>The organization's settings when the call was placed; later changes apply to the next call.</summary>
    public CallSettings Settings { get; private set; } = null!;

    /// <summary>What a minute costs, as it stood when the call was placed; null where the organization has no budget.</summary>
    public CallRates? Rates { get; private set; }

    /// <summary>
    /// In millionths of the account's currency (<see cref="Micros"/>): of a live call the most that it may cost, of one that is over what
    /// it costs, estimated until Twilio says so. Null where neither is known.
    /// </summary>
    public long? CostMicros { get; private set; }

    /// <summary>IETF language tag of what is said on the call, the organization's when it was placed.</summary>
    public string Language { get; private set; } = "";

    public Topology Topology { get; private set; }

    public CallState State { get; private set; }

    /// <summary>Null until the call has ended.</summary>
    public CallResult? Result { get; private set; }

    public CarrierError? CarrierError { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public DateTimeOffset? AgentAnsweredAt { get; private set; }

    /// <summary>When the two could hear each other.</summary>
    public DateTimeOffset? ConnectedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Null until the call has ended.</summary>
    public EndedBy? EndedBy { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>
    /// When Twilio last reported anything about the call (UTC, our clock); a call that is silent for too long is looked up.
    /// </summary>
    public DateTimeOffset LastHeardAt { get; private set; }

    public int? AgentRingSeconds { get; private set; }

    public int? ContactRingSeconds { get; private set; }

    /// <summary>How long the two were bridged; null where they never were.</summary>
    public int? TalkSeconds { get; private set; }

    /// <summary>How long the call is expected to wait for a free line, here or at Twilio; null once it waits no longer.</summary>
    public int? EstimatedWaitSeconds { get; private set; }

    public string? Disposition { get; private set; }

    /// <summary>When it became unclear whether Twilio had made the call; null once that is settled.</summary>
    public DateTimeOffset? CreateUnclearAt { get; private set; }

    public IReadOnlyList<Leg> Legs => legs;

    public bool HasEnded => State is CallState.Ended;

    /// <summary>The leg of the agent who placed the call; null until Twilio is known to have it.</summary>
    public Leg? AgentLeg => FirstOf(LegRole.Agent) is { CallSid: not null } leg ? leg : null;

    /// <summary>The contact's; null until Twilio is known to have it.</summary>
    public Leg? ContactLeg => FirstOf(LegRole.Contact) is { CallSid: not null } leg ? leg : null;

    /// <summary>The one that the call began with; null until Twilio is known to have it.</summary>
    public Leg? FirstLeg => Direction is CallDirection.Inbound ? ContactLeg : AgentLeg;

    /// <summary>Whether a leg or a recording of the call has this SID.</summary>
    public bool Has(string sid) => legs.Exists(leg => leg.CallSid == sid) || recordings.Exists(recording => recording.Sid == sid);

    public static Call Place(
        OrganizationId organizationId,
        MembershipId agentId,
        PhoneNumber agentPhone,
        PhoneNumber from,
        PhoneNumber to,
        ContactId? contactId,
        OpportunityId? opportunityId,
        CallSettings settings,
        string language,
        DateTimeOffset now,
        CallRates? rates = null,
        Topology topology = Topology.Bridge,
        string? digitsOnAnswer = null)
    {
        if (to == agentPhone)
        {
            throw new DomainRuleException(RuleCodes.OwnNumber, "An agent cannot call their own phone.");
        }

        if (to == from)
        {
            throw new DomainRuleException(RuleCodes.OrganizationNumber, "The organization's own number cannot be called.");
        }

        var call = new Call
        {
            Id = CallId.New(),
            OrganizationId = organizationId,
            Direction = CallDirection.Outbound,
            AgentId = agentId,
            PlacedBy = agentId,
            AgentPhone = agentPhone,
            From = from,
            To = to,
            Settings = settings with { Texts = [.. settings.Texts.Where(texts => texts.Language == language)] },
            Language = language,
            Rates = rates,
            Topology = topology,
            DigitsOnAnswer = digitsOnAnswer,
            ContactId = contactId,
            OpportunityId = opportunityId,
            RequestedAt = now,
            LastHeardAt = now,
        };
        var agent = call.LegOf(LegRole.Agent);
        if (topology is Topology.Room)
        {
            agent.Request(now);
        }

        call.LegOf(LegRole.Contact);
        call.Raise(new SeatTaken(call.Id, organizationId, agentId));
        call.Raise(new CallPlaced(call.Id, organizationId));
        call.Record(StepKinds.Requested, leg: null, at: now, receipt: now, note: null, change: () => true);
        return call;
    }

    private void Record(string kind, LegRole? leg, DateTimeOffset? at, Receipt receipt, string? note, Func<bool> change) =>
        Record(kind, leg, at, receipt, note, () => change() ? MergeResult.Fact : MergeResult.None);

    /// <summary>
    /// Every change goes through here: it is applied, what follows from it is derived, and it gets its line in the timeline.
    /// </summary>
    private void Record(
        string kind,
        LegRole? leg,
        DateTimeOffset? at,
        Receipt receipt,
        string? note,
        Func<MergeResult> change,
        string? timeAsSent = null)
    {
        var (state, result, knownLegs) = (State, Result, legs.Count(leg => leg.CallSid is not null));
        var seated = SeatedMembers();
        var merged = change();
        Derive();
        var legsNow = legs.Count(leg => leg.CallSid is not null);
        PlanClosing(isNow: HasEnded && legsNow > 0 && (State != state || legsNow != knownLegs), receipt.At);
        var isFirst = kind is StepKinds.Requested;
        var effect = merged switch
        {
            MergeResult.None => new StepEffect(StepEffectKind.Duplicate),
            _ when State != state || isFirst => StepEffect.To(State),
            _ when Result != result => StepEffect.To(Result!.Value),
            MergeResult.Confirmation => new StepEffect(StepEffectKind.Confirmed),
            _ => new StepEffect(StepEffectKind.Merged),
        };
        Raise(new CallStepTaken(Id, OrganizationId, at, receipt.At, leg, kind, effect, note, receipt.WebhookKey, timeAsSent));
        ChangeSeats(seated);

        if (HasEnded && State != state)
        {
            Raise(new CallEnded(Id, OrganizationId));
        }
        else if (HasEnded && Result is CallResult.Answered && result is not CallResult.Answered)
        {
            Raise(new CallFoundAnswered(Id, OrganizationId));
        }

        if (merged is not MergeResult.None)
        {
            UpdatedAt = receipt.At > UpdatedAt ? receipt.At : UpdatedAt;
            CountChange();
            Raise(
                new CallChanged(
                    Id,
                    OrganizationId,
                    AgentId,
                    State != state || isFirst ? $"call.{Kebab.Of(State)}" : "call.updated",
                    receipt.At));
        }
    }

    private void Derive()
    {
        if (Direction is CallDirection.Inbound)
        {
            DeriveIncoming();
            return;
        }

        var isRoom = Topology is Topology.Room;
        room = null;
        // An ended call stays ended, even if Twilio reports another leg of it later.
        State = (CallState)Math.Max((int)State, (int)(isRoom ? RoomOutcome.StateOf(this) : BridgeOutcome.StateOf(this)));
        Result = !HasEnded ? null : isRoom ? RoomOutcome.ResultOf(this) : BridgeOutcome.ResultOf(this);
        AgentAnsweredAt = AgentLeg?.AnsweredAt;
        ConnectedAt = isRoom ? RoomOutcome.ConnectedAtOf(this) : BridgeOutcome.ConnectedAtOf(this);
        EndedAt = HasEnded ? legs.Max(leg => leg.EndedAt) ?? NeverReachedTwilioAt : null;
        EndedBy = HasEnded && (isRoom ? RoomOutcome.EndedByOf(this) : BridgeOutcome.EndedByOf(this)) is var by
            ? (by == EndedBy ? EndedBy : by)
            : null;
        AgentRingSeconds = RingSeconds(AgentLeg);
        ContactRingSeconds = RingSeconds(ContactLeg);
        TalkSeconds = !HasEnded ? null : isRoom ? RoomOutcome.TalkSecondsOf(this) : BridgeOutcome.TalkSecondsOf(this);
        talks = Same(talks, isRoom ? RoomOutcome.TalksOf(this) : BridgeOutcome.TalksOf(this));
        if (isRoom)
        {
            AgentId = RoomOutcome.InChargeOf(this);
            DeriveRoom();
        }

        CostMicros = CallCost.MicrosOf(this);
        DerivePlacement();
    }

    // What is equal is not stored anew.
    private static IReadOnlyList<T> Same<T>(IReadOnlyList<T> before, IReadOnlyList<T> after) =>
        before.SequenceEqual(after) ? before : after;

    // The one that the call began with; others are asked for later. Ids grow with time, but not within a millisecond.
    private Leg? FirstOf(LegRole role) =>
        legs.Where(leg => leg.Role == role).MinBy(leg => (leg.RequestedAt ?? DateTimeOffset.MaxValue, leg.Id.Value));

    private static int? RingSeconds(Leg? leg) =>
        SecondsBetween(leg?.RingingAt, leg is { WasAnswered: true } ? leg.AnsweredAt : leg?.EndedAt);

    private static int? SecondsBetween(DateTimeOffset? from, DateTimeOffset? to) =>
        from is null || to is null ? null : Math.Max(0, (int)Math.Round((to.Value - from.Value).TotalSeconds));
}

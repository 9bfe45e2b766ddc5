using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// One conversation attempt as people see it: one record, whatever number of legs. It has two doors: what agents do, which may be refused,
/// and what Twilio reports (<c>Call.Reports.cs</c>), which is merged and never refused. What is seen to after its end stands in <c>Call.Closing.cs</c>.
/// </summary>
public sealed partial class Call : AggregateRoot, IOrganizationOwned
{
    public const int NotesMaxLength = 10_000;
    public const int DispositionMaxLength = 80;

    private readonly List<Leg> legs = [];
    private readonly List<CallRecording> recordings = [];
    private readonly List<DialResult> dialResults = [];

    private Call()
    {
    }

    public CallId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallDirection Direction { get; private set; }

    public MembershipId AgentId { get; private set; }

    /// <summary>The agent while the call is live, null once it has ended: unique in the database, since a phone can only ring for one call.</summary>
    public MembershipId? LiveAgentId { get; private set; }

    /// <summary>The telephone that Twilio rings first.</summary>
    public PhoneNumber AgentPhone { get; private set; } = null!;

    public ContactId? ContactId { get; private set; }

    public OpportunityId? OpportunityId { get; private set; }

    /// <summary>The organization's number, shown to both sides as caller ID.</summary>
    public PhoneNumber From { get; private set; } = null!;

    /// <summary>The contact's number.</summary>
    public PhoneNumber To { get; private set; } = null!;

    /// <summary>The organization's, as they stood when the call was placed: changed ones hold for the next call.</summary>
    public CallSettings Settings { get; private set; } = null!;

    /// <summary>IETF language tag of what is said on the call, the organization's when it was placed.</summary>
    public string Language { get; private set; } = "";

    public CallState State { get; private set; }

    /// <summary>Null until the call has ended.</summary>
    public CallResult? Result { get; private set; }

    public CarrierError? CarrierError { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public DateTimeOffset? AgentAnsweredAt { get; private set; }

    /// <summary>When the two could hear each other.</summary>
    public DateTimeOffset? ConnectedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public DateTimeOffset? HangupRequestedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>When anything was last heard of the call from Twilio (UTC, our clock); a call silent for long is looked up.</summary>
    public DateTimeOffset LastHeardAt { get; private set; }

    public int? AgentRingSeconds { get; private set; }

    public int? ContactRingSeconds { get; private set; }

    /// <summary>How long the two were bridged; null where they never were.</summary>
    public int? TalkSeconds { get; private set; }

    /// <summary>How long the call is expected to wait for a free line, here or at Twilio; null once it goes on.</summary>
    public int? EstimatedWaitSeconds { get; private set; }

    public string Notes { get; private set; } = "";

    /// <summary>Counts the texts that the notes have had: whoever writes can say which one they had read.</summary>
    public int NotesVersion { get; private set; }

    public string? Disposition { get; private set; }

    /// <summary>When 1 was asked for before connecting, and when it was pressed.</summary>
    public DateTimeOffset? AcceptanceAskedAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When our fallback URL was called: Twilio could not use what we had answered.</summary>
    public DateTimeOffset? FallbackAt { get; private set; }

    /// <summary>When nothing more was waited for of a contact leg under the agent's: Twilio, asked, knew of none, or did not answer for long.</summary>
    public DateTimeOffset? NoContactLegAt { get; private set; }

    /// <summary>When it became unclear whether Twilio had made the call; null once that is settled.</summary>
    public DateTimeOffset? CreateUnclearAt { get; private set; }

    /// <summary>When it was settled that Twilio never made the call: withdrawn, refused, or not found in time. Should its leg turn up after all, that comes too late for the result.</summary>
    public DateTimeOffset? NeverReachedTwilioAt { get; private set; }

    public IReadOnlyList<Leg> Legs => legs;

    public IReadOnlyList<CallRecording> Recordings => recordings;

    public IReadOnlyList<DialResult> DialResults => dialResults;

    public bool HasEnded => State is CallState.Ended;

    public Leg? AgentLeg => legs.Find(leg => leg.Role is LegRole.Agent);

    public Leg? ContactLeg => legs.Where(leg => leg.Role is LegRole.Contact).OrderByDescending(leg => leg.WasAnswered).ThenBy(leg => leg.CallSid, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Reported once; should Twilio ever contradict itself, the one that says more was reached counts, whichever came first.</summary>
    public DialResult? DialResult => dialResults.OrderByDescending(dial => dial.Bridged).ThenByDescending(dial => dial.DurationSeconds).ThenBy(dial => dial.Status).ThenByDescending(dial => dial.AgentLegEnded).FirstOrDefault();

    /// <summary>Whether a leg or a recording is one of its own.</summary>
    public bool Has(string sid) => legs.Exists(leg => leg.CallSid == sid) || recordings.Exists(recording => recording.Sid == sid);

    /// <summary>The contact answered, and nothing says that the bridge was never made.</summary>
    public bool IsBridged => DialResult?.Bridged ?? (ContactLeg?.WasAnswered is true || DialResult?.Status is LegStatus.Completed);

    /// <summary>How the contact leg ended, as far as anybody said; null while it is open or unknown.</summary>
    public LegStatus? ContactOutcome => ContactLeg switch
    {
        { WasAnswered: true } => LegStatus.Completed,
        { IsFinal: true } leg => leg.Status,
        _ => DialResult?.Status,
    };

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
        DateTimeOffset now)
    {
        if (to == agentPhone)
        {
            throw new DomainRuleException(RuleCodes.OwnNumber, "An agent cannot call the own phone.");
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
            AgentPhone = agentPhone,
            From = from,
            To = to,
            Settings = settings with { Texts = [.. settings.Texts.Where(texts => texts.Language == language)] },
            Language = language,
            ContactId = contactId,
            OpportunityId = opportunityId,
            RequestedAt = now,
            LastHeardAt = now,
        };
        call.Raise(new CallPlaced(call.Id, organizationId));
        call.Record(StepKinds.Requested, leg: null, at: now, heard: now, note: null, change: () => true);
        return call;
    }

    /// <summary>Remembers that the call is to end, in whatever state it is; it is done as soon as it can be. An ended call stays as it is.</summary>
    public void RequestHangup(DateTimeOffset now)
    {
        if (HasEnded || HangupRequestedAt is not null)
        {
            return;
        }

        Record(StepKinds.HangupRequested, leg: null, at: now, heard: now, note: null, change: () =>
        {
            HangupRequestedAt = now;
            return true;
        });
        HangUpIfAsked();
    }

    /// <summary>The account's calls per second are used up: Twilio is asked when the turn comes.</summary>
    public void WaitForLine(TimeSpan wait, DateTimeOffset now)
    {
        if (AgentLeg is not null || HasEnded)
        {
            return;
        }

        Record(StepKinds.WaitingForLine, leg: null, at: now, heard: now, note: null, change: () =>
        {
            EstimatedWaitSeconds = (int)Math.Ceiling(wait.TotalSeconds);
            return true;
        });
    }

    /// <summary>Twilio is about to be asked something. That is written down and changes nothing: only answers do.</summary>
    /// <param name="kind">What is asked, one of <see cref="StepKinds"/>.</param>
    public void NoteAsking(string kind, string? callSid, DateTimeOffset now)
    {
        EstimatedWaitSeconds = kind is StepKinds.CreateSent ? null : EstimatedWaitSeconds;
        Raise(new CallStepTaken(Id, OrganizationId, now, now, legs.Find(leg => leg.CallSid == callSid)?.Role, kind, "sent", Note: null));
    }

    /// <summary>Twilio answered nothing that says anything of the call, or nothing at all; that is written down, so that nobody wonders what came of a question.</summary>
    /// <param name="kind">What came of it, one of <see cref="StepKinds"/>.</param>
    public void NoteAnswer(string kind, string? callSid, DateTimeOffset now) =>
        Raise(new CallStepTaken(Id, OrganizationId, At: null, now, legs.Find(leg => leg.CallSid == callSid)?.Role, kind, "none", Note: null));

    /// <summary>The request to Twilio had not been sent and never will be.</summary>
    public void WithdrawCreate(DateTimeOffset now) => CloseWithoutTwilio(StepKinds.CreateWithdrawn, error: null, now);

    public void EditNotes(string text, DateTimeOffset now)
    {
        if (text.Length > NotesMaxLength)
        {
            throw new DomainRuleException(RuleCodes.TextTooLong, $"Notes hold {NotesMaxLength} characters at most.");
        }

        if (text == Notes)
        {
            return;
        }

        Record(StepKinds.NotesEdited, leg: null, at: now, heard: now, note: null, change: () =>
        {
            Notes = text;
            NotesVersion++;
            return true;
        });
    }

    private void HangUpIfAsked()
    {
        if (HangupRequestedAt is not null && AgentLeg is { IsFinal: false } agent)
        {
            Raise(new LegHangupNeeded(Id, OrganizationId, agent.CallSid));
        }
    }

    private void CloseWithoutTwilio(string kind, CarrierError? error, DateTimeOffset now) =>
        Record(kind, leg: null, at: now, heard: now, note: error?.Code.ToString(System.Globalization.CultureInfo.InvariantCulture), change: () =>
        {
            NeverReachedTwilioAt ??= now;
            CreateUnclearAt = null;
            CarrierError = error is null ? CarrierError : CarrierError.MoreTelling(CarrierError, error);
            return true;
        });

    private void Record(string kind, LegRole? leg, DateTimeOffset? at, Heard heard, string? note, Func<bool> change) =>
        Record(kind, leg, at, heard, note, () => change() ? News.Fact : News.None);

    /// <summary>Every change goes through here: it is applied, what follows from it is derived, and it gets its line in the timeline.</summary>
    private void Record(string kind, LegRole? leg, DateTimeOffset? at, Heard heard, string? note, Func<News> change, string? timeAsSent = null)
    {
        var (state, result, knownLegs) = (State, Result, legs.Count);
        var news = change();
        Derive();
        PlanClosing(isNow: HasEnded && legs.Count > 0 && (State != state || legs.Count != knownLegs), heard.At);
        var isFirst = kind is StepKinds.Requested;
        var effect = news switch
        {
            News.None => "duplicate",
            _ when State != state || isFirst => $"state:{Kebab.Of(State)}",
            _ when Result != result => $"result:{Kebab.Of(Result!.Value)}",
            News.Confirmation => "confirmed",
            _ => "merged",
        };
        Raise(new CallStepTaken(Id, OrganizationId, at, heard.At, leg, kind, effect, note, heard.WebhookKey, timeAsSent));
        if (news is not News.None)
        {
            UpdatedAt = heard.At > UpdatedAt ? heard.At : UpdatedAt;
            CountChange();
            Raise(new CallChanged(Id, OrganizationId, AgentId, State != state || isFirst ? $"call.{Kebab.Of(State)}" : "call.updated", heard.At));
        }
    }

    private void Derive()
    {
        // An ended call stays ended, even if Twilio should come up with another leg of it.
        State = (CallState)Math.Max((int)State, (int)CallLifecycle.StateOf(this));
        LiveAgentId = HasEnded ? null : AgentId;
        Result = HasEnded ? CallLifecycle.ResultOf(this) : null;
        AgentAnsweredAt = AgentLeg?.AnsweredAt;
        ConnectedAt = IsBridged ? ContactLeg?.AnsweredAt : null;
        EndedAt = HasEnded ? legs.Max(leg => leg.EndedAt) ?? NeverReachedTwilioAt : null;
        AgentRingSeconds = RingSeconds(AgentLeg);
        ContactRingSeconds = RingSeconds(ContactLeg);
        TalkSeconds = HasEnded && IsBridged ? BridgedSeconds() : null;
        EstimatedWaitSeconds = MayWaitForLine ? EstimatedWaitSeconds : null;
    }

    // Until Twilio is asked, and until it begins what it was asked for.
    private bool MayWaitForLine => AgentLeg is { } agent ? agent.Status is LegStatus.Queued : !HasEnded && CreateUnclearAt is null;

    // Twilio counts a dialled leg from its answer to its end, which is the bridge; where it did not say, its clock does.
    private int? BridgedSeconds() => ContactLeg?.DurationSeconds ?? DialResult?.DurationSeconds ?? SecondsBetween(ConnectedAt, ContactLeg?.EndedAt);

    private static int? RingSeconds(Leg? leg) => SecondsBetween(leg?.RingingAt, leg is { WasAnswered: true } ? leg.AnsweredAt : leg?.EndedAt);

    private static int? SecondsBetween(DateTimeOffset? from, DateTimeOffset? to) =>
        from is null || to is null ? null : Math.Max(0, (int)Math.Round((to.Value - from.Value).TotalSeconds));
}

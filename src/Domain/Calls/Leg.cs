using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// One party's part in a call. It has our id before it has Twilio's SID: it may be requested, waiting for a line, unclear or
/// never made. Once Twilio has it, it is one Twilio call, unique by its SID in the organization, and its state is a pure
/// function of the set of reports received.
/// </summary>
public sealed class Leg : IOrganizationOwned
{
    public const int CallSidLength = 34;
    public const int AnsweredByMaxLength = 40;
    public const int PriceUnitLength = 3;

    private readonly List<LegReport> reports = [];

    private Leg()
    {
    }

    internal Leg(Call call, LegRole role, LegOrigin origin, MembershipId? memberId, PhoneNumber number)
    {
        Id = LegId.New();
        (OrganizationId, CallId) = (call.OrganizationId, call.Id);
        (Role, Origin, MemberId, Address) = (role, origin, memberId, number.Value);
    }

    internal Leg(Call call, IncomingCaller caller)
    {
        Id = LegId.New();
        (OrganizationId, CallId) = (call.OrganizationId, call.Id);
        (Role, Origin, Address) = (LegRole.Contact, LegOrigin.Inbound, caller.Address);
    }

    public LegId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>Twilio's <c>CA…</c> SID; null until Twilio is known to have the leg.</summary>
    public string? CallSid { get; private set; }

    public string? ParentCallSid { get; private set; }

    public LegRole Role { get; private set; }

    public LegOrigin Origin { get; private set; }

    /// <summary>The member whose leg it is; null for people outside the organization.</summary>
    public MembershipId? MemberId { get; private set; }

    /// <summary>The number or address that it leads to, in Twilio's form; people are shown the <see cref="Party"/>.</summary>
    public string? Address { get; private set; }

    public Party Party => Party.Of(Address);

    /// <summary>How long it is expected to wait for a free line, here or at Twilio; null once it waits no longer.</summary>
    public int? WaitSeconds { get; private set; }

    /// <summary>When Twilio last did not take the request for it (UTC, our clock); null once it has.</summary>
    public DateTimeOffset? NotTakenAt { get; private set; }

    /// <summary>When it became unclear whether Twilio had made it (UTC, our clock); null once that is settled.</summary>
    public DateTimeOffset? UnclearAt { get; private set; }

    /// <summary>When it was settled that Twilio never made it (UTC, our clock). If it turns up later, this value stays.</summary>
    public DateTimeOffset? NeverReachedAt { get; private set; }

    /// <summary>When 1 was asked for before connecting (UTC, our clock).</summary>
    public DateTimeOffset? AcceptanceAskedAt { get; private set; }

    /// <summary>When 1 was pressed (UTC, our clock).</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When our fallback address was called for it (UTC, our clock): Twilio could not use what we had answered.</summary>
    public DateTimeOffset? FallbackAt { get; private set; }

    /// <summary>
    /// When it was decided to dial it (UTC, our clock); null before that, and for the legs of a bridge.
    /// </summary>
    public DateTimeOffset? RequestedAt { get; private set; }

    /// <summary>When Twilio was first told to let it join the room (UTC, our clock).</summary>
    public DateTimeOffset? JoinToldAt { get; private set; }

    /// <summary>When it was first told, by a redirection, to hear the closing words (UTC, our clock).</summary>
    public DateTimeOffset? ClosingAt { get; private set; }

    /// <summary>Whether somebody has put it on hold.</summary>
    public bool HoldRequested { get; private set; }

    /// <summary>Whether somebody has muted it.</summary>
    public bool MuteRequested { get; private set; }

    /// <summary>How a supervisor takes part; null for everybody else.</summary>
    public SupervisionMode? Supervision { get; private set; }

    /// <summary>The leg that alone hears this one, as Twilio last confirmed.</summary>
    public LegId? CoachedLegId { get; private set; }

    /// <summary>When Twilio last refused to change how it takes part in the room (UTC, our clock).</summary>
    public DateTimeOffset? UpdateRefusedAt { get; private set; }

    /// <summary>When somebody took it out of the call (UTC, our clock).</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Who brought it into the call; null for the legs that a call begins with.</summary>
    public MembershipId? BroughtInBy { get; private set; }

    /// <summary>
    /// What a minute of a leg that was brought in costs, as it stood then; null where the organization has no budget, and for the legs that
    /// a call begins with (<see cref="Call.Rates"/>).
    /// </summary>
    public decimal? RatePerMinute { get; private set; }

    /// <summary>After how long Twilio ends a leg that was brought in; null for as long as the call may last.</summary>
    public int? LongestSeconds { get; private set; }

    // Derived from the reports of the room and stored, so that lists and the API read columns.
    public bool IsMuted { get; private set; }

    public bool IsOnHold { get; private set; }

    /// <summary>Somebody whom the contact talks with.</summary>
    public bool IsTalker => Role.Traits().IsTalker;

    /// <summary>It is over, or never was.</summary>
    public bool IsGone => CallSid is null ? NeverReachedAt is not null : IsFinal;

    /// <summary>It is at Twilio, or may be, or is about to be asked for.</summary>
    public bool IsOpen => !IsGone && (CallSid is not null || RequestedAt is not null);

    public LegPlacement Placement => this switch
    {
        { CallSid: not null } => LegPlacement.Accepted,
        { NeverReachedAt: not null } => LegPlacement.NeverReached,
        { UnclearAt: not null } => LegPlacement.Unclear,
        { WaitSeconds: not null } => LegPlacement.WaitingForLine,
        { NotTakenAt: not null } => LegPlacement.NotTaken,
        _ => LegPlacement.Requested,
    };

    public IReadOnlyList<LegReport> Reports => reports;

    // Derived from the reports and stored, so that lists and the API read columns rather than collections.
    public LegStatus Status { get; private set; }

    public string? AnsweredBy { get; private set; }

    public int? SipCode { get; private set; }

    public DateTimeOffset? InitiatedAt { get; private set; }

    public DateTimeOffset? RingingAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Twilio sent no plausible time for one of these moments: the time of arrival is used instead.</summary>
    public bool HasEstimatedTimes { get; private set; }

    public int? DurationSeconds { get; private set; }

    /// <summary>What Twilio charges for it; null until Twilio, asked some hours later, says so.</summary>
    public decimal? Price { get; private set; }

    /// <summary>ISO 4217.</summary>
    public string? PriceUnit { get; private set; }

    public bool IsFinal => Status.IsFinal();

    /// <summary>Somebody or something picked up: Twilio says <c>completed</c> only of a leg that was in progress.</summary>
    public bool WasAnswered => reports.Exists(r => r.Status is LegStatus.InProgress or LegStatus.Completed);

    public bool HasRung => reports.Exists(r => r.Status is LegStatus.Ringing or LegStatus.InProgress);

    /// <summary>Whether Twilio reported its end in a callback or a look-up, not only along with something else.</summary>
    public bool IsEndConfirmed =>
        reports.Exists(r => r.Status?.IsFinal() is true && r.Source is (FactSource.Callback or FactSource.LookUp));

    public bool WasAnsweredByMachine => AnsweredBy is "fax" || AnsweredBy?.StartsWith("machine", StringComparison.Ordinal) is true;

    // Everything about the leg that is visible outside.
    private object VisibleState => (
        (ParentCallSid, Status, HasRung, WasAnswered, AnsweredBy, SipCode),
        (InitiatedAt, RingingAt, AnsweredAt, EndedAt, HasEstimatedTimes, DurationSeconds),
        (Price, PriceUnit));

    internal void Wait(TimeSpan wait) => WaitSeconds = (int)Math.Ceiling(wait.TotalSeconds);

    internal void StopWaiting() => WaitSeconds = null;

    internal void NotTaken(DateTimeOffset at) => NotTakenAt = at;

    internal void BecomeUnclear(DateTimeOffset at) => (UnclearAt, NotTakenAt) = (at, null);

    internal void NeverReach(DateTimeOffset at) => (NeverReachedAt, UnclearAt, NotTakenAt) = (NeverReachedAt ?? at, null, null);

    internal void AskToAccept(DateTimeOffset at) => AcceptanceAskedAt ??= at;

    internal void Accept(DateTimeOffset at) => AcceptedAt ??= at;

    internal void FallBack(DateTimeOffset at) => FallbackAt ??= at;

    internal void Request(DateTimeOffset at) => RequestedAt ??= at;

    internal void TellToJoin(DateTimeOffset at) => JoinToldAt ??= at;

    internal void TellToClose(DateTimeOffset at) => ClosingAt ??= at;

    internal void RequestHold(bool isOnHold) => HoldRequested = isOnHold;

    internal void RequestMute(bool isMuted) => MuteRequested = isMuted;

    internal void Supervise(SupervisionMode mode) => Supervision = mode;

    // What a supervisor asked for is not done: shown is what is.
    internal void SuperviseAs(RoomFlags? flags) => Supervision = (Supervision, flags) switch
    {
        (null, _) or (_, null) => Supervision,
        (_, { Coaching: true }) => SupervisionMode.Whisper,
        (_, { Muted: true }) => SupervisionMode.Listen,
        _ => SupervisionMode.Barge,
    };

    internal void Coach(LegId? coached) => CoachedLegId = coached;

    internal void RefuseUpdate(DateTimeOffset at) => UpdateRefusedAt = at;

    internal void TryUpdateAgain() => UpdateRefusedAt = null;

    internal void BringIn(MembershipId by, LegTerms terms) =>
        (BroughtInBy, RatePerMinute, LongestSeconds) = (by, terms.PerMinute, terms.LongestSeconds);

    internal void Remove(DateTimeOffset at) => RemovedAt ??= at;

    internal void Stand(RoomFlags? flags) => (IsMuted, IsOnHold) = (flags?.Muted is true, flags?.Hold is true);

    /// <summary>Twilio has it under this SID.</summary>
    internal void Bind(string callSid) => (CallSid, UnclearAt, NotTakenAt) = (callSid, null, null);

    /// <summary>Adds what was heard.</summary>
    internal MergeResult Merge(LegReport report, string? parentCallSid)
    {
        var before = VisibleState;
        ParentCallSid ??= parentCallSid;
        var known = reports.FindIndex(report.SaysTheSameAs);
        if (known < 0)
        {
            reports.Add(report);
            Derive();
        }
        else if (report.EstimatedAt < reports[known].EstimatedAt)
        {
            // The earliest arrival is the closest to when it happened.
            reports[known] = report;
            Derive();
        }

        return !VisibleState.Equals(before) ? MergeResult.Fact : known < 0 ? MergeResult.Confirmation : MergeResult.None;
    }

    private void Derive()
    {
        Status = FinalStatus() ?? reports.Max(r => r.Status) ?? LegStatus.Queued;
        var (initiated, ringing) = (Timed(status => status is LegStatus.Initiated), Timed(status => status is LegStatus.Ringing));
        var (answered, ended) = (Timed(status => status is LegStatus.InProgress), Timed(LegStatuses.IsFinal));
        (InitiatedAt, RingingAt, AnsweredAt, EndedAt) = (initiated?.Time(), ringing?.Time(), answered?.Time(), ended?.Time());
        HasEstimatedTimes = new[] { initiated, ringing, answered, ended }.Any(moment => moment?.EstimatedAt is not null);
        DurationSeconds = FromMostTrusted(r => r.DurationSeconds);
        SipCode = FromMostTrusted(r => r.SipCode);
        AnsweredBy = reports.Where(r => r.AnsweredBy is { Length: > 0 })
            .OrderBy(r => r.Source).ThenBy(r => r.AnsweredBy, StringComparer.Ordinal)
            .Select(r => r.AnsweredBy).FirstOrDefault();
        // If Twilio corrects itself, the higher price counts, whichever came first.
        (Price, PriceUnit) = reports.Where(r => r.Price is not null)
            .OrderByDescending(r => r.Price).ThenBy(r => r.PriceUnit, StringComparer.Ordinal)
            .Select(r => (r.Price, r.PriceUnit)).FirstOrDefault();
    }

    private LegStatus? FinalStatus() => reports
        .Where(r => r.Status?.IsFinal() is true)
        .OrderBy(r => r.Source).ThenBy(r => r.Status)
        .Select(r => r.Status).FirstOrDefault();

    // Any time sent by Twilio takes precedence over an estimated one.
    private LegReport? Timed(Func<LegStatus, bool> isMeant) => reports
        .Where(r => r.Time() is not null && r.Status is { } status && isMeant(status))
        .OrderBy(r => r.At is null).ThenBy(r => r.Source).ThenBy(r => r.Time())
        .FirstOrDefault();

    private int? FromMostTrusted(Func<LegReport, int?> value) => reports
        .Where(r => value(r) is not null)
        .OrderBy(r => r.Source).ThenByDescending(value)
        .Select(value).FirstOrDefault();
}

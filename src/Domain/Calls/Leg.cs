using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// One party's part in a call. It has our id before Twilio's SID: it may be wanted, wait for a line, be unclear or never come to be. Once Twilio has it,
/// it is one Twilio call, unique by its SID in the organization, and all that is told of it is a pure function of the set of reports heard.
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

    public LegId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>Twilio's <c>CA…</c> SID; null until Twilio is known to have the leg.</summary>
    public string? CallSid { get; private set; }

    public string? ParentCallSid { get; private set; }

    public LegRole Role { get; private set; }

    public LegOrigin Origin { get; private set; }

    /// <summary>Who of us it belongs to; null for people outside.</summary>
    public MembershipId? MemberId { get; private set; }

    /// <summary>Where it leads, as Twilio has it; people are shown the <see cref="Party"/>.</summary>
    public string? Address { get; private set; }

    public Party Party => Party.Of(Address);

    /// <summary>How long it is expected to wait for a free line, here or at Twilio; null once it goes on.</summary>
    public int? WaitSeconds { get; private set; }

    /// <summary>When Twilio last did not take the request for it (UTC, our clock); null once it has.</summary>
    public DateTimeOffset? NotTakenAt { get; private set; }

    /// <summary>When it became unclear whether Twilio had made it (UTC, our clock); null once that is settled.</summary>
    public DateTimeOffset? UnclearAt { get; private set; }

    /// <summary>When it was settled that Twilio never made it (UTC, our clock). Should it turn up after all, that comes too late.</summary>
    public DateTimeOffset? NeverReachedAt { get; private set; }

    /// <summary>When 1 was asked for before connecting (UTC, our clock).</summary>
    public DateTimeOffset? AcceptanceAskedAt { get; private set; }

    /// <summary>When 1 was pressed (UTC, our clock).</summary>
    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>When our fallback address was called for it (UTC, our clock): Twilio could not use what we had answered.</summary>
    public DateTimeOffset? FallbackAt { get; private set; }

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

    // Stored beside the reports, so that lists and the API read columns and not sets.
    public LegStatus Status { get; private set; }

    public string? AnsweredBy { get; private set; }

    public int? SipCode { get; private set; }

    public DateTimeOffset? InitiatedAt { get; private set; }

    public DateTimeOffset? RingingAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Twilio named no time that can be right for one of these moments: when that was heard stands in for it.</summary>
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

    /// <summary>How it ended was said by Twilio itself, and not only in passing.</summary>
    public bool IsEndTold => reports.Exists(r => r.Status?.IsFinal() is true && r.Source is (FactSource.Callback or FactSource.LookUp));

    public bool WasAnsweredByMachine => AnsweredBy is "fax" || AnsweredBy?.StartsWith("machine", StringComparison.Ordinal) is true;

    // All that anybody is told of the leg.
    private (string?, LegStatus, bool, bool, string?, int?, DateTimeOffset?, DateTimeOffset?, DateTimeOffset?, DateTimeOffset?, bool, int?, decimal?, string?) Told =>
        (ParentCallSid, Status, HasRung, WasAnswered, AnsweredBy, SipCode, InitiatedAt, RingingAt, AnsweredAt, EndedAt, HasEstimatedTimes, DurationSeconds, Price, PriceUnit);

    internal void Wait(TimeSpan wait) => WaitSeconds = (int)Math.Ceiling(wait.TotalSeconds);

    internal void StopWaiting() => WaitSeconds = null;

    internal void NotTaken(DateTimeOffset at) => NotTakenAt = at;

    internal void BecomeUnclear(DateTimeOffset at) => (UnclearAt, NotTakenAt) = (at, null);

    internal void NeverReach(DateTimeOffset at) => (NeverReachedAt, UnclearAt, NotTakenAt) = (NeverReachedAt ?? at, null, null);

    internal void AskToAccept(DateTimeOffset at) => AcceptanceAskedAt ??= at;

    internal void Accept(DateTimeOffset at) => AcceptedAt ??= at;

    internal void FallBack(DateTimeOffset at) => FallbackAt ??= at;

    /// <summary>Twilio has it under this SID.</summary>
    internal void Bind(string callSid) => (CallSid, UnclearAt, NotTakenAt) = (callSid, null, null);

    /// <summary>Adds what was heard.</summary>
    internal MergeResult Merge(LegReport report, string? parentCallSid)
    {
        var told = Told;
        ParentCallSid ??= parentCallSid;
        var known = reports.FindIndex(report.SaysTheSameAs);
        if (known < 0)
        {
            reports.Add(report);
            Derive();
        }
        else if (report.EstimatedAt < reports[known].EstimatedAt)
        {
            // What was heard earliest is nearest to when it happened.
            reports[known] = report;
            Derive();
        }

        return Told != told ? MergeResult.Fact : known < 0 ? MergeResult.Confirmation : MergeResult.None;
    }

    private void Derive()
    {
        Status = FinalStatus() ?? reports.Max(r => r.Status) ?? LegStatus.Queued;
        var (initiated, ringing) = (Timed(status => status is LegStatus.Initiated), Timed(status => status is LegStatus.Ringing));
        var (answered, ended) = (Timed(status => status is LegStatus.InProgress), Timed(LegStatuses.IsFinal));
        (InitiatedAt, RingingAt, AnsweredAt, EndedAt) = (initiated?.Time(), ringing?.Time(), answered?.Time(), ended?.Time());
        HasEstimatedTimes = new[] { initiated, ringing, answered, ended }.Any(moment => moment?.EstimatedAt is not null);
        DurationSeconds = MostTrusted(r => r.DurationSeconds);
        SipCode = MostTrusted(r => r.SipCode);
        AnsweredBy = reports.Where(r => r.AnsweredBy is { Length: > 0 })
            .OrderBy(r => r.Source).ThenBy(r => r.AnsweredBy, StringComparer.Ordinal)
            .Select(r => r.AnsweredBy).FirstOrDefault();
        // Should Twilio correct itself, the dearer one counts, whichever came first.
        (Price, PriceUnit) = reports.Where(r => r.Price is not null)
            .OrderByDescending(r => r.Price).ThenBy(r => r.PriceUnit, StringComparer.Ordinal)
            .Select(r => (r.Price, r.PriceUnit)).FirstOrDefault();
    }

    private LegStatus? FinalStatus() => reports
        .Where(r => r.Status?.IsFinal() is true)
        .OrderBy(r => r.Source).ThenBy(r => r.Status)
        .Select(r => r.Status).FirstOrDefault();

    // A time of Twilio's, whoever told it, before one that is estimated.
    private LegReport? Timed(Func<LegStatus, bool> isMeant) => reports
        .Where(r => r.Time() is not null && r.Status is { } status && isMeant(status))
        .OrderBy(r => r.At is null).ThenBy(r => r.Source).ThenBy(r => r.Time())
        .FirstOrDefault();

    private int? MostTrusted(Func<LegReport, int?> value) => reports
        .Where(r => value(r) is not null)
        .OrderBy(r => r.Source).ThenByDescending(value)
        .Select(value).FirstOrDefault();
}

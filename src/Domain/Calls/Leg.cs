using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// One Twilio call (unique by its SID in the organization): the set of reports heard of it.
/// Everything else is a pure function of that set.
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

    internal Leg(OrganizationId organizationId, CallId callId, string callSid, string? parentCallSid, LegRole role)
    {
        OrganizationId = organizationId;
        CallId = callId;
        CallSid = callSid;
        ParentCallSid = parentCallSid;
        Role = role;
    }

    public OrganizationId OrganizationId { get; private set; }

    public CallId CallId { get; private set; }

    public string CallSid { get; private set; } = "";

    public string? ParentCallSid { get; private set; }

    public LegRole Role { get; private set; }

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

    /// <summary>Adds what was heard.</summary>
    internal News Merge(LegReport report, string? parentCallSid)
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

        return Told != told ? News.Fact : known < 0 ? News.Confirmation : News.None;
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

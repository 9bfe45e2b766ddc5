using System.Globalization;
using CrmVoice.Application.Audit;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Features.Audit;

/// <summary>What the audit log is narrowed to, as it stands in the address: what cannot be read is kept, so that it can be told.</summary>
public sealed record AuditFilter(string? MemberId, string? Action, string? Since, string? Until, string? Cursor)
{
    public bool IsEmpty => Parts.SkipLast(1).All(part => string.IsNullOrEmpty(part.Text));

    public bool CanBeUsed => Unreadable.Count == 0 && !EndsBeforeItBegins;

    /// <summary>Its parts that say nothing, by name; one that stands in the address twice is among them.</summary>
    public IReadOnlyDictionary<string, string> Unreadable =>
        Parts.Where(part => !string.IsNullOrEmpty(part.Text) && !part.IsRead).ToDictionary(part => part.Name, part => part.Text!);

    public bool EndsBeforeItBegins => DayOf(Until) < DayOf(Since);

    public Guid? Member => Guid.TryParse(MemberId, out var id) ? id : null;

    /// <summary>For an address of the same entries, from the newest on.</summary>
    public object Narrowing => NarrowingAt(cursor: null);

    private (string Name, string? Text, bool IsRead)[] Parts =>
    [
        ("member", MemberId, Member is not null),
        ("action", Action, Kebab.TryRead<AuditAction>(Action) is not null),
        ("since", Since, DayOf(Since) is not null),
        ("until", Until, DayOf(Until) is not null),
        ("page", Cursor, ListAuditEntries.IsCursor(Cursor)),
    ];

    // In an address of ours "action" would be taken for the name of a controller's.
    public static AuditFilter Of(IQueryCollection address) =>
        new(address["memberId"], address["what"], address["since"], address["until"], address["cursor"]);

    /// <summary>The same from a page on.</summary>
    public object NarrowingAt(string? cursor) => new { memberId = MemberId, what = Action, since = Since, until = Until, cursor };

    public ListAuditEntries ToQuery(TimeZoneInfo zone) => new(
        Member,
        Kebab.TryRead<AuditAction>(Action),
        Since: DayOf(Since)?.StartIn(zone),
        Until: DayOf(Until) is { } last && last < DateOnly.MaxValue ? last.AddDays(1).StartIn(zone) : null,
        Cursor: string.IsNullOrEmpty(Cursor) ? null : Cursor);

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

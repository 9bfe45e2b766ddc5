using System.Globalization;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Features.Calls;

/// <summary>
/// What the list of calls is narrowed to, as it stands in the address: what cannot be read there is kept, so that it can be told.
/// </summary>
public sealed record CallFilter(
    string? State,
    string? Result,
    string? Direction,
    string? AgentId,
    string? ContactId,
    string? Since,
    string? Until,
    string? Cursor)
{
    public bool IsEmpty => Parts.SkipLast(1).All(part => string.IsNullOrEmpty(part.Text));

    public bool CanBeUsed => Unreadable.Count == 0 && !EndsBeforeItBegins;

    /// <summary>Its parts that say nothing, by name; one that stands in the address twice is among them.</summary>
    public IReadOnlyDictionary<string, string> Unreadable =>
        Parts.Where(part => !string.IsNullOrEmpty(part.Text) && !part.IsRead).ToDictionary(part => part.Name, part => part.Text!);

    public bool EndsBeforeItBegins => DayOf(Until) < DayOf(Since);

    public Guid? Agent => IdOf(AgentId);

    public Guid? Contact => IdOf(ContactId);

    private (string Name, string? Text, bool IsRead)[] Parts =>
    [
        ("state", State, Kebab.TryRead<CallState>(State) is not null),
        ("result", Result, Kebab.TryRead<CallResult>(Result) is not null),
        ("direction", Direction, Kebab.TryRead<CallDirection>(Direction) is not null),
        ("agent", AgentId, Agent is not null),
        ("contact", ContactId, Contact is not null),
        ("since", Since, DayOf(Since) is not null),
        ("until", Until, DayOf(Until) is not null),
        ("page", Cursor, ListCalls.IsCursor(Cursor)),
    ];

    public static CallFilter Of(IQueryCollection address) =>
        new(
            address["state"],
            address["result"],
            address["direction"],
            address["agentId"],
            address["contactId"],
            address["since"],
            address["until"],
            address["cursor"]);

    public ListCalls ToQuery(TimeZoneInfo zone) =>
        new(
            Kebab.TryRead<CallState>(State),
            Kebab.TryRead<CallResult>(Result),
            Kebab.TryRead<CallDirection>(Direction),
            AgentId: Agent,
            ContactId: Contact,
            Since: DayOf(Since)?.StartIn(zone),
            Until: DayOf(Until) is { } last && last < DateOnly.MaxValue ? last.AddDays(1).StartIn(zone) : null,
            Cursor: string.IsNullOrEmpty(Cursor) ? null : Cursor);

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Guid? IdOf(string? text) => Guid.TryParse(text, out var id) ? id : null;
}

using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Features.Calls;

/// <summary>What the list of calls is narrowed to, as it stands in the address.</summary>
public sealed record CallFilter(string? State, string? Result, Guid? AgentId, Guid? ContactId, DateOnly? Since, DateOnly? Until, string? Cursor)
{
    public bool IsEmpty => string.IsNullOrEmpty(State) && string.IsNullOrEmpty(Result) && AgentId is null && ContactId is null && Since is null && Until is null;

    public ListCalls ToQuery(TimeZoneInfo zone) => new(
        Kebab.TryRead<CallState>(State),
        Kebab.TryRead<CallResult>(Result),
        AgentId: AgentId,
        ContactId: ContactId,
        Since: StartOf(Since, zone),
        Until: StartOf(Until?.AddDays(1), zone),
        Cursor: Cursor);

    private static DateTimeOffset? StartOf(DateOnly? day, TimeZoneInfo zone) =>
        day?.ToDateTime(TimeOnly.MinValue) is { } local ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime() : null;
}

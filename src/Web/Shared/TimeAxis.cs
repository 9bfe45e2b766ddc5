using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Shared;

/// <summary>
/// From the first ringing to the end of a call, or to now: what its legs and its recordings are drawn on, in thousandths.
/// </summary>
public sealed record TimeAxis(DateTimeOffset Start, DateTimeOffset End)
{
    public const int Length = 1000;

    public static TimeAxis Of(CallView call, DateTimeOffset now) => new(
        call.Legs.Select(leg => leg.InitiatedAt ?? leg.RingingAt ?? leg.AnsweredAt).Where(at => at is not null).Min() ?? call.RequestedAt,
        call.EndedAt ?? (call.State is CallState.Ended ? call.Legs.Max(leg => leg.EndedAt) ?? call.UpdatedAt : now));

    public int Place(DateTimeOffset at) => End <= Start ? 0 : (int)Math.Clamp((at - Start) / (End - Start) * Length, 0, Length);
}

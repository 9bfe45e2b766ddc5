using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;

namespace CrmVoice.Web.Shared;

/// <summary>A leg drawn on the call's time axis, in thousandths of its length.</summary>
public sealed record LegBar(LegRole Role, LegStatus Status, int RingSeconds, int LineSeconds, IReadOnlyList<LegBar.Piece> Pieces)
{
    public sealed record Piece(string Kind, int Start, int Width);

    public static DateTimeOffset AxisStart(CallView call) =>
        call.Legs.Select(leg => leg.InitiatedAt ?? leg.RingingAt ?? leg.AnsweredAt).Where(at => at is not null).Min() ?? call.RequestedAt;

    public static DateTimeOffset AxisEnd(CallView call, DateTimeOffset now) =>
        call.EndedAt ?? (call.State is CallState.Ended ? call.Legs.Max(leg => leg.EndedAt) ?? call.UpdatedAt : now);

    public static LegBar Of(CallView call, LegView leg, DateTimeOffset now)
    {
        var (start, end) = (AxisStart(call), AxisEnd(call, now));
        var over = leg.EndedAt ?? end;
        var rang = leg.RingingAt ?? leg.InitiatedAt ?? leg.AnsweredAt ?? over;
        var answered = leg.AnsweredAt ?? over;
        var talking = leg.AnsweredAt is null ? over : Later(answered, call.ConnectedAt ?? over);
        Piece[] pieces = [Between("ringing", rang, answered), Between("waiting", answered, talking), Between("talking", talking, over)];
        return new(leg.Role, leg.Status, Seconds(rang, answered), Seconds(answered, over), [.. pieces.Where(piece => piece.Width > 0)]);

        Piece Between(string kind, DateTimeOffset from, DateTimeOffset to) => new(kind, Place(from), Place(to) - Place(from));

        int Place(DateTimeOffset at) => end <= start ? 0 : (int)Math.Clamp((at - start) / (end - start) * 1000, 0, 1000);
    }

    private static int Seconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (int)Math.Round((to - from).TotalSeconds));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

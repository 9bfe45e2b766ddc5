using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Calls;

/// <summary>A leg drawn on the call's time axis.</summary>
public sealed record LegBar(LegRole Role, LegStatus Status, int RingSeconds, int LineSeconds, IReadOnlyList<LegBar.Piece> Pieces)
{
    public sealed record Piece(string Kind, int Start, int Width);

    public static LegBar Of(CallView call, LegView leg, TimeAxis axis)
    {
        var over = leg.EndedAt ?? axis.End;
        var rang = leg.RingingAt ?? leg.InitiatedAt ?? leg.AnsweredAt ?? over;
        var answered = leg.AnsweredAt ?? over;
        var talking = leg.AnsweredAt is null ? over : Later(answered, call.ConnectedAt ?? over);
        Piece[] pieces = [Between("ringing", rang, answered), Between("waiting", answered, talking), Between("talking", talking, over)];
        return new(leg.Role, leg.Status, Seconds(rang, answered), Seconds(answered, over), [.. pieces.Where(piece => piece.Width > 0)]);

        Piece Between(string kind, DateTimeOffset from, DateTimeOffset to) =>
            new(kind, axis.Place(from), axis.Place(to) - axis.Place(from));
    }

    private static int Seconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (int)Math.Round((to - from).TotalSeconds));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

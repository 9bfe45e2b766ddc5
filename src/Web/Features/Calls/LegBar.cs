using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Calls;

/// <summary>A leg drawn on the call's time axis; later pieces lie over earlier ones.</summary>
public sealed record LegBar(LegRole Role, LegStatus Status, int RingSeconds, int LineSeconds, IReadOnlyList<LegBar.Piece> Pieces)
{
    public sealed record Piece(string Kind, int Start, int Width);

    public static LegBar Of(CallView call, LegView leg, TimeAxis axis)
    {
        var over = leg.EndedAt ?? axis.End;
        // Of a caller's leg Twilio tells the end alone: it was on the line all the time.
        var cameIn = call.Direction is CallDirection.Inbound && leg.Role is LegRole.Contact ? call.RequestedAt : (DateTimeOffset?)null;
        var rang = cameIn ?? leg.RingingAt ?? leg.InitiatedAt ?? leg.AnsweredAt ?? over;
        var answered = leg.AnsweredAt ?? cameIn ?? over;
        var talking = leg.AnsweredAt is null ? over : Later(answered, call.ConnectedAt ?? over);
        IReadOnlyList<Piece> pieces = call.Topology is Topology.Room
            ? [Between("ringing", rang, answered), Between("waiting", answered, over), .. Talks(), .. Holds()]
            : [Between("ringing", rang, answered), Between("waiting", answered, talking), Between("talking", talking, over)];
        return new(leg.Role, leg.Status, Seconds(rang, answered), Seconds(answered, over), [.. pieces.Where(piece => piece.Width > 0)]);

        // The contact talks with whoever is there.
        IEnumerable<Piece> Talks() =>
            call.Talks.Where(talk => leg.Role is LegRole.Contact || talk.AgentLegId == leg.Id)
                .Select(talk => Between("talking", talk.From, talk.To ?? axis.End));

        IEnumerable<Piece> Holds() =>
            call.Holds.Where(hold => hold.LegId == leg.Id).Select(hold => Between("holding", hold.From, hold.To ?? axis.End));

        Piece Between(string kind, DateTimeOffset from, DateTimeOffset to) =>
            new(kind, axis.Place(from), axis.Place(to) - axis.Place(from));
    }

    private static int Seconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (int)Math.Round((to - from).TotalSeconds));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

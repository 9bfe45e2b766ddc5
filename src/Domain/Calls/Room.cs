using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>One leg's time in a conference, from joining to leaving.</summary>
/// <param name="When">Open while it lasts.</param>
/// <param name="OnHold">When it heard music instead of the others.</param>
/// <param name="Flags">How it stands, or stood when it left; null where no report said so.</param>
/// <param name="JoinedAs">Twilio's sequence number of the join; null where that was not reported.</param>
/// <param name="LeftAs">The same of the leaving.</param>
public sealed record Stay(
    LegId LegId,
    string ConferenceSid,
    Interval When,
    IReadOnlyList<Interval> OnHold,
    RoomFlags? Flags,
    int? JoinedAs = null,
    int? LeftAs = null)
{
    public bool IsOver => When.To is not null;
}

/// <summary>
/// The conference in which a call takes place, as far as its reports tell: who was in it and when. A pure function of the call's facts.
/// Reports are taken in the order of Twilio's times, and those of the same second in the order of its sequence numbers, an answer behind
/// what had been reported by then; each says the whole state of its participant, so that a lost one is made up for by the next.
/// </summary>
public sealed class Room
{
    private Room(IReadOnlyList<Stay> stays, IReadOnlyList<string> conferences)
    {
        Stays = stays;
        Conferences = conferences;
    }

    public IReadOnlyList<Stay> Stays { get; }

    /// <summary>The SIDs under which Twilio ran it. More than one at a time would mean that the parties do not hear each other.</summary>
    public IReadOnlyList<string> Conferences { get; }

    /// <summary>Twilio's name for the room of a call; it holds only our id.</summary>
    public static string NameOf(CallId callId) => $"r-{callId.Value:N}-1";

    public static Room Of(Call call)
    {
        var ends = call.RoomReports.Where(report => report.Event is RoomEvent.ConferenceEnd)
            .GroupBy(report => report.ConferenceSid)
            .ToDictionary(same => same.Key, same => same.Min(report => report.Time()));
        List<Stay> stays =
        [
            .. call.Legs.Where(leg => leg.CallSid is not null)
                .SelectMany(leg => call.RoomReports
                    .Where(report => report.CallSid == leg.CallSid)
                    .GroupBy(report => report.ConferenceSid)
                    .SelectMany(same => StaysOf(leg, same.Key, [.. InOrder(same)], ends))),
        ];
        return new Room(
            [.. stays.OrderBy(stay => stay.When.From)],
            [.. call.RoomReports.Select(report => report.ConferenceSid).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Whoever is in it by what was last heard of each, by the SIDs of their legs: for views, which read no call as a whole.
    /// </summary>
    public static IReadOnlyList<string> WhoIsIn(IReadOnlyList<RoomReport> reports)
    {
        var ended = reports.Where(report => report.Event is RoomEvent.ConferenceEnd)
            .Select(report => report.ConferenceSid)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. reports.Where(report => report.CallSid is not null && !ended.Contains(report.ConferenceSid))
                .GroupBy(report => report.CallSid!)
                .Where(same => InOrder(same).Last().Event is not RoomEvent.ParticipantLeave)
                .Select(same => same.Key),
        ];
    }

    /// <summary>Where a leg is now; null where it is in no room.</summary>
    public Stay? WhereIs(LegId legId) => Stays.LastOrDefault(stay => stay.LegId == legId && !stay.IsOver);

    public bool Has(LegId legId) => WhereIs(legId) is not null;

    public bool EverHad(LegId legId) => Stays.Any(stay => stay.LegId == legId);

    /// <summary>How a leg last stood in the room.</summary>
    public RoomFlags? LastFlagsOf(LegId legId) => Stays.LastOrDefault(stay => stay.LegId == legId)?.Flags;

    /// <summary>When two legs could hear each other: in the same conference, and neither on hold.</summary>
    public IEnumerable<Interval> TalksOf(LegId one, LegId other) =>
        from first in Stays.Where(stay => stay.LegId == one)
        from second in Stays.Where(stay => stay.LegId == other && stay.ConferenceSid == first.ConferenceSid)
        from both in Together(first, second)
        select both;

    private static IEnumerable<Interval> Together(Stay first, Stay second)
    {
        if (first.When.Overlap(second.When) is not { } both)
        {
            return [];
        }

        // Twilio's times have whole seconds: whoever joined and left within one was there; of whoever joined in the second in which the
        // other left, the sequence numbers tell.
        if (both.IsEmpty)
        {
            return first.When.IsEmpty || second.When.IsEmpty || CameBeforeLeaving(first, second) ? [both] : [];
        }

        return new[] { both }.AsEnumerable().Without(first.OnHold.Concat(second.OnHold)).Where(talk => !talk.IsEmpty);
    }

    private static bool CameBeforeLeaving(Stay first, Stay second) =>
        first.JoinedAs < second.LeftAs && second.JoinedAs < first.LeftAs;

    private static IOrderedEnumerable<RoomReport> InOrder(IEnumerable<RoomReport> reports) => reports
        .OrderBy(report => report.Time())
        .ThenBy(report => report.Sequence)
        .ThenBy(report => report.Source is not RoomSource.Callback)
        .ThenBy(report => report.Event);

    private static List<Stay> StaysOf(
        Leg leg,
        string conferenceSid,
        IReadOnlyList<RoomReport> reports,
        Dictionary<string, DateTimeOffset> ends)
    {
        var stays = new List<Stay>();
        OpenStay? open = null;
        foreach (var report in reports)
        {
            if (report.Event is RoomEvent.ParticipantLeave)
            {
                open ??= stays.Count == 0 ? new OpenStay(ImpliedStart(leg, report), IsEstimated: true) : null;
                open?.Hear(report);
                Close(report.Time(), isEstimated: report.At is null, report.Sequence);
            }
            else if (open is not null || report.Event is RoomEvent.ParticipantJoin || stays.Count == 0)
            {
                open ??= report is { Event: RoomEvent.ParticipantJoin, At: { } joined }
                    ? new OpenStay(joined, IsEstimated: false)
                    : new OpenStay(ImpliedStart(leg, report), IsEstimated: true);
                open.Hear(report);
            }
        }

        if (ends.TryGetValue(conferenceSid, out var ended))
        {
            Close(ended, isEstimated: false);
        }
        else if (leg.IsFinal)
        {
            Close(leg.EndedAt ?? reports[^1].Time(), isEstimated: false);
        }
        else if (open is not null)
        {
            stays.Add(open.AsStay(leg.Id, conferenceSid, to: null, isEstimated: false));
        }

        return stays;

        void Close(DateTimeOffset at, bool isEstimated, int? leftAs = null)
        {
            if (open is not null)
            {
                var to = leg.EndedAt is { } gone && gone < at ? gone : at;
                stays.Add(open.AsStay(leg.Id, conferenceSid, to < open.From ? open.From : to, isEstimated) with { LeftAs = leftAs });
                open = null;
            }
        }
    }

    // The join was lost: the leg was in the room no sooner than it was told to join, nor later than something else was heard of it.
    private static DateTimeOffset ImpliedStart(Leg leg, RoomReport report)
    {
        var start = leg.JoinToldAt ?? leg.AnsweredAt ?? report.Time();
        return start < report.Time() ? start : report.Time();
    }

    private sealed class OpenStay(DateTimeOffset from, bool IsEstimated)
    {
        private readonly List<Interval> holds = [];
        private (DateTimeOffset From, bool IsEstimated)? holding;
        private RoomFlags? flags;
        private bool isReleaseReported;
        private int? joinedAs;

        public DateTimeOffset From => from;

        public void Hear(RoomReport report)
        {
            joinedAs ??= report.Event is RoomEvent.ParticipantJoin ? report.Sequence : null;
            if (report.Flags is not { } said)
            {
                return;
            }

            // A participant leaves the hold by leaving the room.
            flags = said;
            var isHeld = said.Hold && report.Event is not RoomEvent.ParticipantLeave;
            if (isHeld && holding is null)
            {
                holding = (report.Time(), report.Event is not RoomEvent.ParticipantHold || report.At is null);
            }
            else if (isHeld && holding is { IsEstimated: true } && report is { Event: RoomEvent.ParticipantHold, At: { } at })
            {
                holding = (at, false);
            }
            else if (!isHeld && holding is { } since)
            {
                holds.Add(new Interval(since.From, report.Time(), since.IsEstimated || report.At is null));
                (holding, isReleaseReported) = (null, report.Event is RoomEvent.ParticipantUnhold);
            }
            else if (!isReleaseReported && holds.Count > 0 && report is { Event: RoomEvent.ParticipantUnhold, At: { } released })
            {
                // Twilio's answer came first; the callback tells when it was.
                holds[^1] = holds[^1] with { To = released };
                isReleaseReported = true;
            }
        }

        public Stay AsStay(LegId legId, string conferenceSid, DateTimeOffset? to, bool isEstimated) => new(
            legId,
            conferenceSid,
            new Interval(from, to, IsEstimated || isEstimated),
            [
                .. holds
                    .Concat(holding is { } since ? [new Interval(since.From, to, since.IsEstimated)] : [])
                    .Where(hold => !hold.IsEmpty),
            ],
            flags,
            joinedAs);
    }
}

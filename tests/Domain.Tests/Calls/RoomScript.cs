using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

/// <summary>
/// A call in a room as Twilio and people play it, step by step. What people do and what Twilio asks keeps its order; what Twilio only
/// reports may come late and more than once, unless somebody waits for it.
/// </summary>
internal sealed class RoomScript
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public const string Conference = "CF00000000000000000000000000000001";

    private readonly List<Step> steps = [];
    private int sequence;

    public static MembershipId Ana { get; } = MembershipId.New();

    public static MembershipId Bruno { get; } = MembershipId.New();

    public static MembershipId Sofia { get; } = MembershipId.New();

    public static PhoneNumber BrunosPhone { get; } = PhoneNumber.Parse("+5511999995502");

    public static PhoneNumber SofiasPhone { get; } = PhoneNumber.Parse("+5511999995503");

    public int Count => steps.Count;

    public static Call NewCall(bool mustAccept = false, bool record = false) => Call.Place(
        OrganizationId.New(),
        Ana,
        PhoneNumber.Parse("+5511999995501"),
        PhoneNumber.Parse("+551140000001"),
        PhoneNumber.Parse("+5511987650010"),
        ContactId.New(),
        opportunityId: null,
        new CallSettings { AgentMustAccept = mustAccept, Record = record },
        "pt-BR",
        Start,
        topology: Topology.Room);

    public static string SidOf(char who) => $"CA{new string('0', 31)}{who}";

    public static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    /// <summary>The leg that a letter stands for: A the agent who placed it, C the contact, else in order of coming.</summary>
    public static Leg LegOf(Call call, char who) => who switch
    {
        'A' => call.LegOf(LegRole.Agent),
        'C' => call.LegOf(LegRole.Contact),
        _ => call.Legs.Where(leg => leg.Role is LegRole.Agent or LegRole.Guest or LegRole.Supervisor)
            .Skip(1)
            .ElementAt(who - 'D'),
    };

    /// <summary>Something that people do, or that Twilio asks.</summary>
    public RoomScript Do(double seconds, Action<Call, DateTimeOffset> what)
    {
        steps.Add(new Step((call, _) => what(call, At(seconds)), MayComeLate: false, At(seconds)));
        return this;
    }

    /// <summary>Twilio takes the request for a leg.</summary>
    public RoomScript Created(double seconds, char who) => Do(
        seconds,
        (call, at) => call.RecordCreateAccepted(SidOf(who), TimeSpan.Zero, at, LegOf(call, who).Id));

    /// <summary>The leg is answered, and Twilio asks what to do.</summary>
    public RoomScript Asked(double seconds, char who) => Do(
        seconds,
        (call, at) => call.MergeRoomAnswer(new LegKey(LegOf(call, who).Id, SidOf(who)), Asking(), at));

    public RoomScript Pressed(double seconds, char who, string digits) => Do(
        seconds,
        (call, at) => call.MergeRoomAcceptance(new LegKey(LegOf(call, who).Id, SidOf(who)), Asking(), digits, at));

    public RoomScript Status(double seconds, char who, LegStatus status, int? duration = null, bool isAwaited = false) => Report(
        seconds,
        isAwaited,
        (call, at) => call.MergeLeg(
            role: null,
            new LegKey(LegOf(call, who).Id, SidOf(who)),
            parentCallSid: null,
            new LegReport(status, At(seconds), FactSource.Callback, duration),
            at));

    /// <summary>A conference callback about a participant.</summary>
    public RoomScript Room(
        double seconds,
        char who,
        RoomEvent happened,
        bool hold = false,
        bool endsOnExit = true,
        bool muted = false,
        bool coaching = false,
        string? reason = null,
        bool isAwaited = false)
    {
        var report = new RoomReport(
            happened,
            Conference,
            SidOf(who),
            new RoomFlags(hold, muted, coaching, endsOnExit),
            RoomSource.Callback,
            At(seconds),
            ++sequence,
            reason);
        return Report(seconds, isAwaited, (call, at) => call.MergeRoom(report, at));
    }

    public RoomScript Ended(double seconds, char by)
    {
        var report = new RoomReport(
            RoomEvent.ConferenceEnd,
            Conference,
            CallSid: null,
            Flags: null,
            RoomSource.Callback,
            At(seconds),
            ++sequence,
            EndedByCallSid: SidOf(by));
        return Report(seconds, isAwaited: false, (call, at) => call.MergeRoom(report, at));
    }

    /// <summary>Twilio does what it is told of a participant, as <see cref="RoomFlow.UpdateOf"/> says it is to be told.</summary>
    public RoomScript Updated(double seconds, char who) => Do(seconds, (call, at) => Update(call, LegOf(call, who), at));

    public static void Update(Call call, Leg leg, DateTimeOffset at)
    {
        var (update, known) = (RoomFlow.UpdateOf(call, leg), call.Room.WhereIs(leg.Id)?.Flags);
        if (update.IsEmpty || known is null)
        {
            return;
        }

        var flags = new RoomFlags(
            update.Hold ?? known.Hold,
            update.Muted ?? known.Muted,
            update.Coaching ?? known.Coaching,
            update.EndsOnExit ?? known.EndsOnExit);
        call.RecordParticipantUpdated(
            leg.Id,
            new RoomReport(RoomEvent.ParticipantModify, Conference, leg.CallSid, flags, RoomSource.Answer, at),
            update.Coaching is true ? RoomFlow.CoachedBy(call, leg)?.Id : leg.CoachedLegId,
            at);
    }

    /// <summary>The agent answers, the contact is rung and answers at 12 s; both are in the room at 13 s.</summary>
    public RoomScript Connected() => this
        .Created(1, 'A').Status(1, 'A', LegStatus.Initiated).Status(2, 'A', LegStatus.Ringing).Status(5, 'A', LegStatus.InProgress)
        .Asked(5, 'A').Room(6, 'A', RoomEvent.ParticipantJoin, isAwaited: true)
        .Created(6, 'C').Status(6, 'C', LegStatus.Initiated).Status(8, 'C', LegStatus.Ringing).Status(12, 'C', LegStatus.InProgress)
        .Asked(12, 'C').Room(13, 'C', RoomEvent.ParticipantJoin, isAwaited: true);

    /// <summary>A leg is called, answers and joins within four seconds.</summary>
    public RoomScript Joins(double seconds, char who, bool presses = true) => (presses
            ? Created(seconds, who).Status(seconds + 3, who, LegStatus.InProgress).Asked(seconds + 3, who).Pressed(seconds + 3, who, "1")
            : Created(seconds, who).Status(seconds + 3, who, LegStatus.InProgress).Asked(seconds + 3, who))
        .Room(seconds + 4, who, RoomEvent.ParticipantJoin, endsOnExit: false, isAwaited: true);

    public RoomScript Leaves(double seconds, char who, int duration, bool isOnHold = false, string reason = "participant_hung_up") => this
        .Room(seconds, who, RoomEvent.ParticipantLeave, hold: isOnHold, reason: reason)
        .Status(seconds, who, LegStatus.Completed, duration);

    /// <summary>All of it as it happened.</summary>
    public Call Play(Call? call = null)
    {
        call ??= NewCall();
        foreach (var step in steps)
        {
            step.Take(call, step.At);
        }

        return call;
    }

    /// <summary>All of it with late and repeated reports, and without those that are lost.</summary>
    public Call Play(Random random, Call? call = null, int? lost = null)
    {
        call ??= NewCall();
        var drawn = steps.Select((step, index) => (step, index))
            .Where(one => one.index != lost)
            .SelectMany(one => Enumerable.Repeat(one, one.step.MayComeLate && random.Next(5) == 0 ? 2 : 1))
            .Select(one => (one.step, Key: one.step.MayComeLate ? one.index + (random.NextDouble() * steps.Count) : one.index))
            .OrderBy(one => one.Key)
            .Select(one => one.step)
            .ToList();
        var now = Start;
        foreach (var step in drawn)
        {
            now = step.At > now ? step.At : now.AddMilliseconds(20);
            step.Take(call, now);
        }

        return call;
    }

    /// <summary>The places of the reports that may get lost without anybody waiting for them.</summary>
    public IEnumerable<int> Losable() => Enumerable.Range(0, steps.Count).Where(index => steps[index].MayComeLate);

    private static LegReport Asking() => new(LegStatus.InProgress, At: null, FactSource.Request);

    private RoomScript Report(double seconds, bool isAwaited, Action<Call, DateTimeOffset> what)
    {
        steps.Add(new Step(what, MayComeLate: !isAwaited, At(seconds)));
        return this;
    }

    private sealed record Step(Action<Call, DateTimeOffset> Take, bool MayComeLate, DateTimeOffset At);
}

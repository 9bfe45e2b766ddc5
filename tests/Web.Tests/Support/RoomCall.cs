using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Support;

/// <summary>A call in a room as its facts tell it, second by second; Twilio is asked nothing.</summary>
internal sealed class RoomCall(CrmVoiceApp app, Tenant tenant, CallId id)
{
    private readonly string conference = $"CF{Guid.NewGuid():N}";
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow.AddMinutes(-2);
    private int sequence;

    public Guid Id => id.Value;

    /// <summary>The agent and the contact talk since 10 s.</summary>
    public static async Task<RoomCall> ConnectAsync(CrmVoiceApp app, Agent agent, bool tells = true, ContactId? contact = null)
    {
        var tenant = agent.Tenant;
        var call = Call.Place(
            tenant.Id,
            new MembershipId(agent.Id),
            PhoneNumber.Parse(agent.Phone),
            PhoneNumber.Parse(tenant.Number),
            PhoneNumber.Parse("+5511987650010"),
            contact,
            opportunityId: null,
            new CallSettings { TellAgentsOfSupervision = tells },
            "pt-BR",
            DateTimeOffset.UtcNow.AddMinutes(-2).AddSeconds(-3),
            topology: Topology.Room);
        _ = call.TakeEvents();
        await app.StoreAsync(tenant.Id, call, new Seat(tenant.Id, new MembershipId(agent.Id), call.Id));
        var room = new RoomCall(app, tenant, call.Id);
        await room.DoAsync((placed, _) =>
        {
            room.Answer(placed, placed.LegOf(LegRole.Agent), 2, 5);
            room.Join(placed, placed.LegOf(LegRole.Agent), 5);
            room.Answer(placed, placed.LegOf(LegRole.Contact), 6, 10);
            room.Join(placed, placed.LegOf(LegRole.Contact), 10);
        });
        return room;
    }

    public DateTimeOffset At(int second) => start.AddSeconds(second);

    public async Task DoAsync(Action<Call, DateTimeOffset> what, int second = 20)
    {
        await using var scope = app.Enter(tenant.Id, out var db);
        var call = await db.Calls.Include(one => one.Legs).Include(one => one.Recordings).SingleAsync(one => one.Id == id);
        what(call, At(second));
        _ = call.TakeEvents();
        var seats = await db.Seats.Where(seat => seat.CallId == id).ToListAsync();
        db.Seats.RemoveRange(seats.Where(seat => !call.Seated.Contains(seat.MemberId)));
        db.Seats.AddRange(call.Seated
            .Where(member => !seats.Exists(seat => seat.MemberId == member))
            .Select(member => new Seat(tenant.Id, member, id)));

        await db.SaveChangesAsync();
    }

    /// <summary>Twilio has done what was asked of everybody in the room.</summary>
    public Task DoneAsync(int second) => DoAsync(
        (call, at) =>
        {
            foreach (var leg in call.Legs.Where(leg => call.Room.Has(leg.Id)).ToList())
            {
                Report(call, leg, RoomEvent.ParticipantModify, RoomFlow.FlagsWanted(call, leg), at);
            }
        },
        second);

    /// <summary>Somebody who was called picks up and joins; whoever waits for that is told.</summary>
    public async Task JoinsAsync(Func<Call, Leg> whom, int second, bool isDone = true)
    {
        await DoAsync(
            (call, _) =>
            {
                Answer(call, whom(call), second - 2, second);
                Join(call, whom(call), second);
            },
            second);
        if (isDone)
        {
            await DoneAsync(second);
        }
    }

    public Task LeavesAsync(Func<Call, Leg> whom, int second) => DoAsync(
        (call, at) =>
        {
            var leg = whom(call);
            Report(call, leg, RoomEvent.ParticipantLeave, call.Room.LastFlagsOf(leg.Id), at);
            Status(call, leg, LegStatus.Completed, second);
        },
        second);

    private void Answer(Call call, Leg leg, int rings, int answers)
    {
        call.RecordCreateAccepted($"CA{Guid.NewGuid():N}", TimeSpan.Zero, At(rings), leg.Id);
        Status(call, leg, LegStatus.Ringing, rings);
        Status(call, leg, LegStatus.InProgress, answers);
        call.MergeRoomAnswer(
            new LegKey(leg.Id, leg.CallSid!), new LegReport(LegStatus.InProgress, At: null, FactSource.Request), At(answers));
    }

    private void Join(Call call, Leg leg, int second) =>
        Report(call, leg, RoomEvent.ParticipantJoin, RoomFlow.FlagsWanted(call, leg) with { Hold = false, Coaching = false }, At(second));

    private void Status(Call call, Leg leg, LegStatus status, int second) => call.MergeLeg(
        role: null,
        new LegKey(leg.Id, leg.CallSid!),
        parentCallSid: null,
        new LegReport(status, At(second), FactSource.Callback),
        At(second));

    private void Report(Call call, Leg leg, RoomEvent happened, RoomFlags? flags, DateTimeOffset at) => call.MergeRoom(
        new RoomReport(happened, conference, leg.CallSid, flags, RoomSource.Callback, at, ++sequence), at);
}

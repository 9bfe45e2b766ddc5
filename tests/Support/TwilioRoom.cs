using CrmVoice.Domain.Calls;

namespace CrmVoice.Tests;

/// <summary>
/// Twilio, as a call in a room hears of it: makes the legs that are asked for, lets them join, and does what it is told of them.
/// </summary>
/// <param name="tick">The next moment by Twilio's clock, which is ours as well.</param>
internal sealed class TwilioRoom(Call call, Func<DateTimeOffset> tick)
{
    private const string Conference = "CF00000000000000000000000000000001";

    /// <summary>The agent answers, then the contact; both are in the room.</summary>
    public void Connect()
    {
        AnswerAndJoin(call.LegOf(LegRole.Agent));
        AnswerAndJoin(call.LegOf(LegRole.Contact));
    }

    /// <summary>Twilio makes the leg, it is answered, presses 1 where that is asked, and joins.</summary>
    public void AnswerAndJoin(Leg leg)
    {
        var key = new LegKey(leg.Id, SidOf(leg));
        call.RecordCreateAccepted(key.CallSid, TimeSpan.Zero, tick(), leg.Id);
        var at = tick();
        var answered = new LegReport(LegStatus.InProgress, at, FactSource.Callback);
        if (call.MergeRoomAnswer(key, answered, at) is AnswerInstruction.AskToAccept)
        {
            call.MergeRoomAcceptance(key, answered, "1", tick());
        }

        var flags = RoomFlow.FlagsWanted(call, leg);
        Say(leg, RoomEvent.ParticipantJoin, flags with { Hold = false, Coaching = false, Muted = leg.Role is LegRole.Supervisor });
        Obey();
    }

    /// <summary>Twilio does everything that it is to be told of participants.</summary>
    public void Obey()
    {
        while (call.Legs.FirstOrDefault(leg => !RoomFlow.UpdateOf(call, leg).IsEmpty) is { } leg)
        {
            var (asked, known) = (RoomFlow.UpdateOf(call, leg), call.Room.WhereIs(leg.Id)!.Flags!);
            var flags = new RoomFlags(
                asked.Hold ?? known.Hold,
                asked.Muted ?? known.Muted,
                asked.Coaching ?? known.Coaching,
                asked.EndsOnExit ?? known.EndsOnExit);
            var coached = call.Legs.FirstOrDefault(other => asked.Coaches is not null && other.CallSid == asked.Coaches);
            var at = tick();
            call.RecordParticipantUpdated(
                leg.Id,
                new RoomReport(RoomEvent.ParticipantModify, Conference, SidOf(leg), flags, RoomSource.Answer, at),
                coached?.Id,
                at);
        }
    }

    public void HangUp(Leg leg)
    {
        Say(leg, RoomEvent.ParticipantLeave, call.Room.WhereIs(leg.Id)?.Flags);
        var at = tick();
        call.MergeLeg(leg.Role, new LegKey(leg.Id, SidOf(leg)), null, new LegReport(LegStatus.Completed, at, FactSource.Callback), at);
        Obey();
    }

    private void Say(Leg leg, RoomEvent happened, RoomFlags? flags)
    {
        var at = tick();
        call.MergeRoom(new RoomReport(happened, Conference, SidOf(leg), flags, RoomSource.Callback, at), at);
    }

    private static string SidOf(Leg leg) => $"CA{leg.Id.Value:N}";
}

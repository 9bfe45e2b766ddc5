using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// Asks the carrier about all legs of a call in a room and, while it lives, who is in the room: a join that was not reported cannot be
/// looked up once the room is over.
/// </summary>
internal sealed record LookUpRoom(CallOfRoom Call) : CallOrder
{
    /// <summary>How long a leg that was told to join may take until that is looked up.</summary>
    public static readonly TimeSpan TimeToJoin = TimeSpan.FromSeconds(8);

    /// <summary>Whether a leg was told to join and has not been seen in the room, or the call or one of its legs is silent.</summary>
    public static bool IsNeeded(Call call, DateTimeOffset now) =>
        call.Legs.Any(leg => leg is { JoinToldAt: not null, IsFinal: false } && !call.Room.EverHad(leg.Id))
        || LookUpSilentCall.IsSilent(call, now);

    public static LookUpRoom? Of(Call call) =>
        call.Legs.Select(leg => leg.CallSid).OfType<string>().ToList() is { Count: > 0 } sids
            ? new LookUpRoom(new CallOfRoom(call.Id, sids, IsLive: !call.HasEnded))
            : null;

    public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken)
    {
        // First the room: a leg that is listed there and over a moment later has been in it.
        var room = Call.IsLive ? await telephony.ListRoomAsync(Call.Id, cancellationToken) : [];
        var legs = new List<LegLookUp>();
        foreach (var callSid in Call.CallSids)
        {
            legs.Add(new LegLookUp(callSid, await telephony.LookUpAsync(callSid, cancellationToken)));
        }

        return new RecordRoomLookUp(requestId, room, legs);
    }
}

/// <param name="CallSids">Of its legs, as far as the carrier has them.</param>
internal sealed record CallOfRoom(CallId Id, IReadOnlyList<string> CallSids, bool IsLive);

public sealed record LegLookUp(string CallSid, LookUpOutcome Outcome);

/// <summary>Records what the carrier knows about the legs and the room of a call; asks again later where it did not answer.</summary>
/// <param name="Room">Null where the carrier did not answer.</param>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordRoomLookUp(Guid RequestId, IReadOnlyList<RoomReport>? Room, IReadOnlyList<LegLookUp> Legs) : ICommand;

internal sealed class RecordRoomLookUpHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordRoomLookUp, Unit>
{
    public async Task<Unit> Handle(RecordRoomLookUp command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var report in command.Room ?? [])
        {
            call.MergeRoom(report, now, StepKinds.LookedUp);
        }

        foreach (var leg in command.Legs)
        {
            LookUp.MergeLeg(call, leg, now);
        }

        if (command.Room is null || command.Legs.Any(leg => leg.Outcome is LookUpOutcome.NoAnswer))
        {
            call.NoteAnswer(StepKinds.CarrierSilent, callSid: null, now);
            if (request.Attempts < RecordLookUp.MaxAttempts)
            {
                request.Postpone(now + Backoff.After(request.Attempts));
                return Unit.Value;
            }
        }

        request.Complete();
        return Unit.Value;
    }
}

/// <summary>Has it looked up whether a leg that was told to join did.</summary>
internal sealed class EnqueueLookForJoin(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<JoinExpected>>
{
    public Task Handle(DomainEventNotification<JoinExpected> notification, CancellationToken cancellationToken)
    {
        var (call, organization) = notification.Event;
        return requests.EnqueueOnceAsync(
            (organization, call), LookUpLegs.Name, clock.GetUtcNow(), cancellationToken, delay: LookUpRoom.TimeToJoin);
    }
}

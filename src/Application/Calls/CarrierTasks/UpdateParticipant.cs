using System.Globalization;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// Tells a participant of a room how to take part: on hold, muted, whispering, and whether the room ends with it. What is told is read when
/// it is sent, so that the newest wish goes out, and of each leg one request at a time is under way.
/// </summary>
public sealed class UpdateParticipant : ICallTask
{
    public const string Name = "update-participant";

    string ICallTask.Name => Name;

    public string Step => StepKinds.UpdateSent;

    public CarrierLane Lane => CarrierLane.Calls;

    public int MaxTimelineEntries => RecordParticipantOutcome.MaxAttempts;

    public static string PayloadOf(LegId legId) => Payload.Write(new Participant(legId.Value));

    public static LegId LegIdOf(CarrierRequest request) => new(request.Read<Participant>().LegId);

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now)
    {
        var leg = call.Asked(LegIdOf(request));
        return call is { HasEnded: false, HangupRequestedAt: null }
            && leg is { CallSid: { } callSid, IsFinal: false }
            && call.Room.WhereIs(leg.Id) is { } stay
            && RoomFlow.UpdateOf(call, leg) is { IsEmpty: false } update
                ? new Order(
                    new ParticipantOrder(call.Id, leg.Id, stay.ConferenceSid, callSid, update),
                    update.Coaching is true ? RoomFlow.CoachedBy(call, leg)?.Id : null)
                : null;
    }

    private sealed record Participant(Guid LegId);

    internal sealed record Order(ParticipantOrder Asked, LegId? Coached) : CallOrder
    {
        public override string? TimelineCallSid => Asked.CallSid;

        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordParticipantOutcome(
                requestId,
                Asked.Update,
                Coached,
                await telephony.UpdateParticipantAsync(Asked, cancellationToken));
    }
}

/// <summary>Records how a participant stands, or that Twilio does not change it; asks again where there was no answer.</summary>
/// <param name="Coached">Whom it was told to coach; null for nobody.</param>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordParticipantOutcome(Guid RequestId, ParticipantUpdate Asked, LegId? Coached, ParticipantOutcome Outcome)
    : ICommand
{
    /// <summary>About half a minute: whoever pressed a button has given up by then.</summary>
    public const int MaxAttempts = 6;
}

internal sealed class RecordParticipantOutcomeHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordParticipantOutcome, Unit>
{
    public async Task<Unit> Handle(RecordParticipantOutcome command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var (legId, now) = (UpdateParticipant.LegIdOf(request), clock.GetUtcNow());
        var mayRepeat = request.Attempts < RecordParticipantOutcome.MaxAttempts;
        switch (command.Outcome)
        {
            case ParticipantOutcome.Done({ Flags: { } flags } answer) when command.Asked.IsSeenIn(flags):
                request.Complete();
                call.RecordParticipantUpdated(legId, answer, command.Coached ?? call.Asked(legId).CoachedLegId, now);
                break;

            // Twilio answers 200 and leaves things as they are, as for the flag of a participant on hold.
            case ParticipantOutcome.Done or ParticipantOutcome.TryAgain when mayRepeat:
                call.NoteAnswer(StepKinds.CarrierSilent, call.Asked(legId).CallSid, now);
                request.Postpone(now + Backoff.After(request.Attempts));
                break;

            case ParticipantOutcome.Refused(var error):
                request.Complete();
                call.RecordParticipantRefused(legId, error.Code.ToString(CultureInfo.InvariantCulture), now);
                break;

            default:
                request.Complete();
                call.RecordParticipantRefused(legId, note: null, now);
                break;
        }

        return Unit.Value;
    }
}

/// <summary>Has a participant told how to take part, whenever it does not stand as it should.</summary>
internal sealed class EnqueueUpdate(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<ParticipantUpdateNeeded>>
{
    public Task Handle(DomainEventNotification<ParticipantUpdateNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg) = notification.Event;
        return requests.EnqueueOnceAsync(
            (organization, call), UpdateParticipant.Name, clock.GetUtcNow(), cancellationToken, UpdateParticipant.PayloadOf(leg));
    }
}

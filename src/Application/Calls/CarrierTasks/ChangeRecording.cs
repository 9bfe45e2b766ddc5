using System.Globalization;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// Records the contact's leg of a call in a room, and leaves out what is on hold: one recording, whoever the contact is handed to.
/// </summary>
public sealed class ChangeRecording : ICallTask
{
    public const string Name = "record-contact";

    string ICallTask.Name => Name;

    public string Step => StepKinds.RecordingSent;

    public CarrierLane Lane => CarrierLane.Calls;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call is { HasEnded: false, RecordingChangeNeeded: { } change, ContactLeg.CallSid: { } callSid }
            ? new Order(
                new RecordingOrder(
                    call.Id,
                    callSid,
                    change,
                    call.Settings.RecordDualChannel,
                    call.Recordings is [var recording, ..] ? recording.Sid : null,
                    IsRepeated: request.Attempts > 0))
            : null;

    internal sealed record Order(RecordingOrder Asked) : CallOrder
    {
        public override string? TimelineCallSid => Asked.CallSid;

        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordRecordingOutcome(requestId, Asked.Change, await telephony.RecordAsync(Asked, cancellationToken));
    }
}

/// <summary>Records that Twilio records, pauses or goes on; asks again where there was no answer.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordRecordingOutcome(Guid RequestId, RecordingChange Change, RecordingOutcome Outcome) : ICommand
{
    public const int MaxAttempts = 8;
}

internal sealed class RecordRecordingOutcomeHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordRecordingOutcome, Unit>
{
    public async Task<Unit> Handle(RecordRecordingOutcome command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        switch (command.Outcome)
        {
            case RecordingOutcome.Done(var sid):
                request.Complete();
                call.RecordRecordingChanged(command.Change, sid, now);
                break;

            case RecordingOutcome.TryAgain when request.Attempts < RecordRecordingOutcome.MaxAttempts:
                request.Postpone(now + Backoff.After(request.Attempts));
                break;

            case RecordingOutcome.Refused(var error):
                request.Complete();
                call.RecordRecordingRefused(error.Code.ToString(CultureInfo.InvariantCulture), now);
                break;

            default:
                request.Complete();
                call.RecordRecordingRefused(note: null, now);
                break;
        }

        return Unit.Value;
    }
}

/// <summary>Has the recording started, paused or resumed, whenever it is not as it should be.</summary>
internal sealed class EnqueueRecording(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<RecordingNeeded>>
{
    public Task Handle(DomainEventNotification<RecordingNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization) = notification.Event;
        return requests.EnqueueOnceAsync((organization, call), ChangeRecording.Name, clock.GetUtcNow(), cancellationToken);
    }
}

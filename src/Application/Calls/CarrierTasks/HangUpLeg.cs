using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Ends a leg.</summary>
public sealed class HangUpLeg : ICallTask
{
    public const string Name = "hang-up";

    string ICallTask.Name => Name;

    public string Step => StepKinds.HangupSent;

    public CarrierLane Lane => CarrierLane.Calls;

    public int MaxTimelineEntries => RecordHangUpOutcome.MaxTimelineEntries;

    public static string PayloadOf(string callSid) => Payload.Write(new LegToEnd(callSid));

    public static string CallSidOf(CarrierRequest request) => request.Read<LegToEnd>().CallSid;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call.Topology is Topology.Room && call.Legs.Any(leg => leg.CallSid == CallSidOf(request) && leg.IsFinal)
            ? null
            : new Order(CallSidOf(request));

    internal sealed record Order(string CallSid) : CallOrder
    {
        public override bool IsCancellable => false;

        public override string? TimelineCallSid => CallSid;

        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordHangUpOutcome(requestId, await telephony.HangUpAsync(CallSid, cancellationToken));
    }

    private sealed record LegToEnd(string CallSid);
}

/// <summary>Records whether the carrier ended a leg; asks again later if it did not.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordHangUpOutcome(Guid RequestId, HangUpOutcome Outcome) : ICommand
{
    /// <summary>
    /// About ten minutes. A carrier that has not ended the leg by then refuses to, for example because our credentials are no longer
    /// valid; its own time limit ends the leg.
    /// </summary>
    public const int MaxAttempts = 40;

    /// <summary>How many attempts the timeline records; otherwise they would fill it.</summary>
    public const int MaxTimelineEntries = 5;
}

internal sealed class RecordHangUpOutcomeHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordHangUpOutcome, Unit>
{
    public async Task<Unit> Handle(RecordHangUpOutcome command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var (callSid, now) = (HangUpLeg.CallSidOf(request), clock.GetUtcNow());
        if (command.Outcome is HangUpOutcome.Done)
        {
            request.Complete();
            call.RecordHangupDone(callSid, now);
            return Unit.Value;
        }

        if (request.Attempts <= RecordHangUpOutcome.MaxTimelineEntries)
        {
            call.NoteAnswer(StepKinds.CarrierSilent, callSid, now);
        }

        if (call.Legs.Any(leg => leg.CallSid == callSid && leg.IsFinal))
        {
            request.Complete();
        }
        else if (request.Attempts >= RecordHangUpOutcome.MaxAttempts)
        {
            request.Complete();
            call.NoteAnswer(StepKinds.HangupGivenUp, callSid, now);
        }
        else
        {
            request.Postpone(now + Backoff.After(request.Attempts));
        }

        return Unit.Value;
    }
}

/// <summary>Has a leg ended. That is done only once, so a request that is done counts too.</summary>
internal sealed class EnqueueHangUp(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<LegHangupNeeded>>
{
    public Task Handle(DomainEventNotification<LegHangupNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization, callSid, within) = notification.Event;
        return requests.EnqueueOnceAsync(
            (organization, call),
            HangUpLeg.Name,
            clock.GetUtcNow(),
            cancellationToken,
            HangUpLeg.PayloadOf(callSid),
            within,
            evenIfDone: true);
    }
}

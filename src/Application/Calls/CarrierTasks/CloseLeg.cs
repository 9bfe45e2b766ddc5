using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Takes a leg out of its room, so that it hears why the call is over before it is hung up.</summary>
public sealed class CloseLeg : ICallTask
{
    public const string Name = "close-leg";

    string ICallTask.Name => Name;

    public string Step => StepKinds.ClosingSent;

    public CarrierLane Lane => CarrierLane.Calls;

    public static string PayloadOf(LegId legId) => Payload.Write(new LegToClose(legId.Value));

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call.Asked(LegIdOf(request)) is { CallSid: { } callSid, IsFinal: false } leg ? new Order(call.Id, leg.Id, callSid) : null;

    internal static LegId LegIdOf(CarrierRequest request) => new(request.Read<LegToClose>().LegId);

    private sealed record LegToClose(Guid LegId);

    internal sealed record Order(CallId CallId, LegId LegId, string CallSid) : CallOrder
    {
        public override bool IsCancellable => false;

        public override string? TimelineCallSid => CallSid;

        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordClosing(requestId, await telephony.CloseAsync(CallId, LegId, CallSid, cancellationToken));
    }
}

/// <summary>Records that a leg hears its closing words; where the carrier does not let it, the leg is ended without them.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordClosing(Guid RequestId, HangUpOutcome Outcome) : ICommand
{
    /// <summary>Nobody is left waiting for longer than this takes.</summary>
    public const int MaxAttempts = 4;
}

internal sealed class RecordClosingHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordClosing, Unit>
{
    // Long enough for the longest sentence.
    private static readonly TimeSpan wordsTake = TimeSpan.FromSeconds(20);

    public async Task<Unit> Handle(RecordClosing command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var (callSid, now) = (call.Asked(CloseLeg.LegIdOf(request)).CallSid!, clock.GetUtcNow());
        if (command.Outcome is HangUpOutcome.TryAgain && request.Attempts < RecordClosing.MaxAttempts)
        {
            call.NoteAnswer(StepKinds.CarrierSilent, callSid, now);
            request.Postpone(now + Backoff.After(request.Attempts));
            return Unit.Value;
        }

        request.Complete();
        call.NoteAnswer(StepKinds.ClosingDone, callSid, now);
        await requests.EnqueueOnceAsync(
            (call.OrganizationId, call.Id),
            HangUpLeg.Name,
            now,
            cancellationToken,
            HangUpLeg.PayloadOf(callSid),
            delay: command.Outcome is HangUpOutcome.Done ? wordsTake : TimeSpan.Zero,
            evenIfDone: true);
        return Unit.Value;
    }
}

/// <summary>Has a leg taken out of its room; that is done once.</summary>
internal sealed class EnqueueClosing(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<LegClosingNeeded>>
{
    public Task Handle(DomainEventNotification<LegClosingNeeded> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg) = notification.Event;
        return requests.EnqueueOnceAsync(
            (organization, call), CloseLeg.Name, clock.GetUtcNow(), cancellationToken, CloseLeg.PayloadOf(leg), evenIfDone: true);
    }
}

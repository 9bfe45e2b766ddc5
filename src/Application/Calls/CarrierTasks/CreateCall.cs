using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// Asks the carrier to call a telephone, the agent's that a call begins with or another of its legs. Waits in the account's line. If the
/// outcome is unclear, the call is searched for
/// (<see cref="FindCreatedCall"/>); the request is not repeated.
/// </summary>
public sealed class CreateCall(TimeProvider clock) : ICallTask
{
    public const string Name = "create";

    string ICallTask.Name => Name;

    public string Step => StepKinds.CreateSent;

    public CarrierLane Lane => CarrierLane.Calls;

    public bool WaitsInLine => true;

    public bool GoesOutOnce => true;

    /// <summary>What the outbox keeps; nothing for the agent's leg that a call begins with.</summary>
    public static string PayloadOf(LegId legId) => Payload.Write(new LegToCall(legId.Value));

    /// <summary>Null for the agent's leg that a call begins with.</summary>
    public static LegId? LegIdOf(CarrierRequest request) =>
        request.Payload is null ? null : new LegId(request.Read<LegToCall>().LegId);

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now)
    {
        var leg = call.Asked(LegIdOf(request));
        if (leg.CallSid is null && !leg.IsGone && call.IsUnwanted(leg))
        {
            call.WithdrawCreate(now, leg.Id);
        }

        return leg.CallSid is not null || leg.IsGone || call.HasEnded ? null : new Order(AskedFor(call, leg), clock);
    }

    private static CreateOrder AskedFor(Call call, Leg leg) =>
        new(
            call.Id,
            leg.Id,
            PhoneNumber.Parse(leg.Address!),
            call.From!,
            RoomFlow.RingSecondsOf(call, leg),
            leg.LongestSeconds ?? call.Settings.LongestCallSeconds,
            DetectMachines: leg.Role is LegRole.Contact && call.Settings.DetectMachines,
            SendDigits: leg.Role is LegRole.Contact ? call.DigitsOnAnswer : null);

    public void Interrupt(CarrierRequest request, Call call, DateTimeOffset now) =>
        call.RecordCreateUnclear("interrupted", now, LegIdOf(request));

    private sealed record LegToCall(Guid LegId);

    internal sealed record Order(CreateOrder Asked, TimeProvider Clock) : CallOrder
    {
        public override LegId? TimelineLegId => Asked.LegId;

        // If nobody waited for the answer, the call would have to be searched for.
        public override bool IsCancellable => false;

        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordCreateOutcome(requestId, await telephony.CreateAsync(Asked, cancellationToken)) { AnsweredAt = Clock.GetUtcNow() };
    }
}

/// <summary>Writes down how the carrier answered the request for a leg.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordCreateOutcome(Guid RequestId, CreateOutcome Outcome) : ICommand
{
    /// <summary>How long the request is retried while the carrier does not take it; then the call is given up.</summary>
    public static readonly TimeSpan RetryWindow = TimeSpan.FromMinutes(2);

    /// <summary>
    /// When the carrier answered, which is before what it tells of the call afterwards, even where this is written down later; null for
    /// now.
    /// </summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}

internal sealed class RecordCreateOutcomeHandler(
    ICarrierRequestRepository requests,
    ICallRepository calls,
    CarrierLine line,
    TimeProvider clock) : IRequestHandler<RecordCreateOutcome, Unit>
{
    public async Task<Unit> Handle(RecordCreateOutcome command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        var legId = CreateCall.LegIdOf(request);
        switch (command.Outcome)
        {
            case CreateOutcome.Accepted(var callSid, var estimatedWait):
                request.Complete();
                call.RecordCreateAccepted(callSid, estimatedWait, command.AnsweredAt ?? now, legId);
                break;

            case CreateOutcome.Refused(var error):
                request.Complete();
                call.RecordCreateRefused(error, now, legId);
                break;

            case CreateOutcome.NotTaken when call.IsUnwanted(call.Asked(legId)):
                request.Complete();
                call.WithdrawCreate(now, legId);
                break;

            case CreateOutcome.NotTaken { WasAskedTooOften: true } notTaken when IsWorthTrying(request, now):
                var turn = await line.HoldAsync(request, PauseAfter(notTaken, request), now, cancellationToken);
                request.Postpone(turn);
                call.RecordCreateNotTaken(notTaken.Error, now, legId);
                call.WaitForLine(turn - now, now, legId);
                break;

            case CreateOutcome.NotTaken notTaken when IsWorthTrying(request, now):
                request.Postpone(now + PauseAfter(notTaken, request));
                call.RecordCreateNotTaken(notTaken.Error, now, legId);
                break;

            case CreateOutcome.NotTaken(_, var error):
                request.Complete();
                call.RecordCreateRefused(error, now, legId);
                break;

            case CreateOutcome.Unclear(var note):
                request.Complete();
                call.RecordCreateUnclear(note, now, legId);
                break;
        }

        return Unit.Value;
    }

    // Counted from the first attempt: waiting in line before it does not count.
    private static bool IsWorthTrying(CarrierRequest request, DateTimeOffset now) =>
        now - request.FirstClaimedAt < RecordCreateOutcome.RetryWindow;

    // A longer Retry-After is cut to the time for which the request is retried at all.
    private static TimeSpan PauseAfter(CreateOutcome.NotTaken notTaken, CarrierRequest request) =>
        notTaken.RetryAfter is { } wanted
            ? (wanted < RecordCreateOutcome.RetryWindow ? wanted : RecordCreateOutcome.RetryWindow)
            : Backoff.After(request.Attempts);
}

/// <summary>Asks for the leg that a call begins with, in the transaction that places the call.</summary>
internal sealed class EnqueueFirstCreate(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<CallPlaced>>
{
    public Task Handle(DomainEventNotification<CallPlaced> notification, CancellationToken cancellationToken)
    {
        var (call, organization) = notification.Event;
        requests.Add(CarrierRequest.Enqueue(organization, call, CreateCall.Name, payload: null, clock.GetUtcNow(), TimeSpan.Zero));
        return Task.CompletedTask;
    }
}

/// <summary>Asks for another leg; each is asked for once.</summary>
internal sealed class EnqueueCreate(ICarrierRequestRepository requests, TimeProvider clock)
    : INotificationHandler<DomainEventNotification<LegRequested>>
{
    public Task Handle(DomainEventNotification<LegRequested> notification, CancellationToken cancellationToken)
    {
        var (call, organization, leg) = notification.Event;
        return requests.EnqueueOnceAsync(
            (organization, call), CreateCall.Name, clock.GetUtcNow(), cancellationToken, CreateCall.PayloadOf(leg), evenIfDone: true);
    }
}

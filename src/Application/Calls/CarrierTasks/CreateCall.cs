using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// Asks the carrier to call the agent. Waits in the account's line. If the outcome is unclear, the call is searched for
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

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now)
    {
        if (call.HangupRequestedAt is not null)
        {
            call.WithdrawCreate(now);
            return null;
        }

        var agent = call.LegOf(LegRole.Agent);
        return call.HasEnded || agent.CallSid is not null
            ? null
            : new Order(AskedFor(call, agent), clock);
    }

    private static CreateOrder AskedFor(Call call, Leg agent) =>
        new(call.Id, agent.Id, call.AgentPhone, call.From, call.Settings.AgentRingSeconds, call.Settings.LongestCallSeconds);

    public void Interrupt(Call call, DateTimeOffset now) => call.RecordCreateUnclear("interrupted", now);

    internal sealed record Order(CreateOrder Asked, TimeProvider Clock) : CallOrder
    {
        // If nobody waited for the answer, the call would have to be searched for.
        public override bool IsCancellable => false;

        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordCreateOutcome(requestId, await telephony.CreateAsync(Asked, cancellationToken)) { AnsweredAt = Clock.GetUtcNow() };
    }
}

/// <summary>Writes down how the carrier answered the request to call the agent.</summary>
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
        switch (command.Outcome)
        {
            case CreateOutcome.Accepted(var callSid, var estimatedWait):
                request.Complete();
                call.RecordCreateAccepted(callSid, estimatedWait, command.AnsweredAt ?? now);
                break;

            case CreateOutcome.Refused(var error):
                request.Complete();
                call.RecordCreateRefused(error, now);
                break;

            case CreateOutcome.NotTaken when call.HangupRequestedAt is not null:
                request.Complete();
                call.WithdrawCreate(now);
                break;

            case CreateOutcome.NotTaken { WasAskedTooOften: true } notTaken when IsWorthTrying(request, now):
                var turn = await line.HoldAsync(request, PauseAfter(notTaken, request), now, cancellationToken);
                request.Postpone(turn);
                call.RecordCreateNotTaken(notTaken.Error, now);
                call.WaitForLine(turn - now, now);
                break;

            case CreateOutcome.NotTaken notTaken when IsWorthTrying(request, now):
                request.Postpone(now + PauseAfter(notTaken, request));
                call.RecordCreateNotTaken(notTaken.Error, now);
                break;

            case CreateOutcome.NotTaken(_, var error):
                request.Complete();
                call.RecordCreateRefused(error, now);
                break;

            case CreateOutcome.Unclear(var note):
                request.Complete();
                call.RecordCreateUnclear(note, now);
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

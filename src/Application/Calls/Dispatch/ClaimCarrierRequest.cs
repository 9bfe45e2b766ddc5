using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Takes a request from the outbox, so that nobody else sends it; null where there is nothing to send, any more or before its turn.</summary>
/// <param name="IsInterrupted">Where this process has claimed it already: that it is not at it any more, since it was started anew, say.</param>
public sealed record ClaimCarrierRequest(Guid RequestId, bool IsInterrupted = false) : ICommand<CarrierOrder?>
{
    /// <summary>After this long without an outcome, whoever claimed a request has died.</summary>
    public static readonly TimeSpan ClaimLasts = TimeSpan.FromSeconds(60);

    /// <summary>The carrier's clock may be behind ours, or ours ahead of the truth.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);
}

internal sealed class ClaimCarrierRequestHandler(
    ICarrierRequestRepository requests, ICallRepository calls, CarrierLine line, ClaimWatch watch, IProcessIdentity process, TimeProvider clock)
    : IRequestHandler<ClaimCarrierRequest, CarrierOrder?>
{
    public async Task<CarrierOrder?> Handle(ClaimCarrierRequest command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await requests.FindAsync(command.RequestId, cancellationToken) is not { } request
            || !(IsLeftBehind(command, request) || IsDue(request, now))
            || await calls.FindAsync(request.CallId, cancellationToken) is not { } call)
        {
            return null;
        }

        if (request is { Kind: CarrierRequestKind.Create, State: CarrierRequestState.Sending })
        {
            if (!IsLeftBehind(command, request) && !watch.IsAbandoned(request))
            {
                return null;
            }

            // It may have gone out before the process died: it is looked for, never sent again.
            request.Complete();
            call.HearCreateUnclear("interrupted", now);
            return null;
        }

        if (request.Kind is CarrierRequestKind.Create && call.HangupRequestedAt is not null)
        {
            request.Complete();
            call.WithdrawCreate(now);
            return null;
        }

        var order = OrderOf(request, call);
        if (order is null)
        {
            request.Complete();
            return null;
        }

        if (order is CarrierOrder.Create && await line.TurnOfAsync(request, now, cancellationToken) is var turn && turn > now)
        {
            request.Postpone(turn);
            call.WaitForLine(turn - now, now);
            return null;
        }

        request.Claim(process.Id, now);
        if (request.Kind is not CarrierRequestKind.HangUp || request.Attempts <= RecordHangUpOutcome.AttemptsTold)
        {
            call.NoteAsking(StepOf(request.Kind), request.CallSid, now);
        }

        return order;
    }

    private bool IsLeftBehind(ClaimCarrierRequest command, CarrierRequest request) =>
        command.IsInterrupted && request.State is CarrierRequestState.Sending && request.ClaimedBy == process.Id;

    private static bool IsDue(CarrierRequest request, DateTimeOffset now) => request.State switch
    {
        CarrierRequestState.Pending => request.DueAt <= now,
        CarrierRequestState.Sending => request.ClaimedAt + ClaimCarrierRequest.ClaimLasts <= now || request.ClaimedAt > now + ClaimCarrierRequest.ClockTolerance,
        CarrierRequestState.Done or CarrierRequestState.Withdrawn => false,
    };

    private static string StepOf(CarrierRequestKind kind) => kind switch
    {
        CarrierRequestKind.Create => StepKinds.CreateSent,
        CarrierRequestKind.FindCreated => StepKinds.SearchSent,
        CarrierRequestKind.HangUp => StepKinds.HangupSent,
        CarrierRequestKind.LookUp or CarrierRequestKind.LookUpEnded or CarrierRequestKind.ReadReports or CarrierRequestKind.ReadDialErrors => StepKinds.LookUpSent,
    };

    private static CarrierOrder? OrderOf(CarrierRequest request, Call call) => request.Kind switch
    {
        CarrierRequestKind.Create when !call.HasEnded && call.AgentLeg is null =>
            new CarrierOrder.Create(new CreateOrder(call.Id, call.LegOf(LegRole.Agent)!.Id, call.AgentPhone, call.From, call.Settings.AgentRingSeconds, call.Settings.LongestCallSeconds)),
        CarrierRequestKind.FindCreated when call.AgentLeg is null =>
            new CarrierOrder.FindCreated(call.AgentPhone, call.From, call.RequestedAt - ClaimCarrierRequest.ClockTolerance),
        CarrierRequestKind.HangUp => new CarrierOrder.HangUp(request.CallSid!),
        CarrierRequestKind.LookUp when !call.HasEnded && call.AgentLeg is { } agent => new CarrierOrder.LookUp(agent.CallSid!),
        CarrierRequestKind.LookUpEnded when call.AgentLeg is { } over => new CarrierOrder.LookUp(over.CallSid!),
        CarrierRequestKind.ReadReports when call is { HasEnded: true, LacksDialResult: true, AgentLeg: { } over } =>
            new CarrierOrder.ReadReports(call.Id, over.CallSid!),
        CarrierRequestKind.ReadDialErrors when call is { LacksDialError: true, AgentLeg: { } over } => new CarrierOrder.ReadDialErrors(over.CallSid!),
        _ => null,
    };
}

using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Carrier.Outbox;

/// <summary>
/// Claims a request in the outbox, so that no other process sends it; null where there is nothing to send any more, or not yet.
/// </summary>
/// <param name="IsInterrupted">
/// Whether a claim by this process counts as abandoned, for example because the process was restarted since.
/// </param>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record ClaimCarrierRequest(Guid RequestId, bool IsInterrupted = false) : ICommand<CarrierOrder?>
{
    /// <summary>After this long without an outcome, the process that claimed a request is taken to have died.</summary>
    public static readonly TimeSpan ClaimLasts = TimeSpan.FromSeconds(60);
}

internal sealed class ClaimCarrierRequestHandler(
    ICarrierRequestRepository requests,
    IEnumerable<ICarrierTask> tasks,
    CarrierLine line,
    ClaimWatch watch,
    IProcessIdentity process,
    TimeProvider clock)
    : IRequestHandler<ClaimCarrierRequest, CarrierOrder?>
{
    public async Task<CarrierOrder?> Handle(ClaimCarrierRequest command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await requests.FindAsync(command.RequestId, cancellationToken) is not { } request
            || tasks.FirstOrDefault(task => task.Name == request.Kind) is not { } task
            || !(IsLeftBehind(command, request) || IsDue(request, now)))
        {
            return null;
        }

        if (request.State is CarrierRequestState.Sending && task.GoesOutOnce)
        {
            if (IsLeftBehind(command, request) || watch.IsAbandoned(request))
            {
                request.Complete();
                await task.InterruptAsync(request, cancellationToken);
            }

            return null;
        }

        if (await task.PrepareAsync(request, cancellationToken) is not { } order)
        {
            request.Complete();
            return null;
        }

        if (task.WaitsInLine && await line.TurnOfAsync(request, now, cancellationToken) is var turn && turn > now)
        {
            request.Postpone(turn);
            await task.NoteWaitAsync(request, turn - now, cancellationToken);
            return null;
        }

        request.Claim(process.Id, now);
        await task.NoteAskingAsync(request, order, cancellationToken);
        return order;
    }

    private bool IsLeftBehind(ClaimCarrierRequest command, CarrierRequest request) =>
        command.IsInterrupted && request.State is CarrierRequestState.Sending && request.ClaimedBy == process.Id;

    private static bool IsDue(CarrierRequest request, DateTimeOffset now) =>
        request.State switch
        {
            CarrierRequestState.Pending => request.DueAt <= now,
            CarrierRequestState.Sending => request.ClaimedAt + ClaimCarrierRequest.ClaimLasts <= now
                || request.ClaimedAt > now + CarrierRequest.ClockTolerance,
            CarrierRequestState.Done or CarrierRequestState.Withdrawn => false,
        };
}

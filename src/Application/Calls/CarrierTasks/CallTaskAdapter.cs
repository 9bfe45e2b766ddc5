using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// Loads the call for an <see cref="ICallTask"/>, and records in the call's timeline what the outbox does with the request.
/// </summary>
internal sealed class CallTaskAdapter(ICallTask task, ICallRepository calls, ITelephony telephony, TimeProvider clock) : ICarrierTask
{
    public string Name => task.Name;

    public CarrierLane Lane => task.Lane;

    public bool WaitsInLine => task.WaitsInLine;

    public bool GoesOutOnce => task.GoesOutOnce;

    public async Task<CarrierOrder?> PrepareAsync(CarrierRequest request, CancellationToken cancellationToken) =>
        await calls.FindAsync(request.CallId, cancellationToken) is { } call ? task.Prepare(request, call, clock.GetUtcNow()) : null;

    public async Task NoteWaitAsync(CarrierRequest request, TimeSpan wait, CancellationToken cancellationToken) =>
        (await calls.FindAsync(request.CallId, cancellationToken))?.WaitForLine(wait, clock.GetUtcNow(), CreateCall.LegIdOf(request));

    public async Task NoteAskingAsync(CarrierRequest request, CarrierOrder order, CancellationToken cancellationToken)
    {
        if (request.Attempts <= task.MaxTimelineEntries)
        {
            (await calls.FindAsync(request.CallId, cancellationToken))?.NoteAsking(
                task.Step,
                ((CallOrder)order).TimelineCallSid,
                clock.GetUtcNow(),
                ((CallOrder)order).TimelineLegId);
        }
    }

    public async Task InterruptAsync(CarrierRequest request, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(request.CallId, cancellationToken) is { } call)
        {
            task.Interrupt(request, call, clock.GetUtcNow());
        }
    }

    public Task<IRequest<Unit>> AskAsync(Guid requestId, CarrierOrder order, CancellationToken cancellationToken) =>
        ((CallOrder)order).AskAsync(requestId, telephony, cancellationToken);
}

using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// A kind of request to the carrier about a call. Each kind is one file, together with the handling of the
/// answer; docs/architecture.md tells what else a new kind needs.
/// </summary>
public interface ICallTask
{
    /// <summary>The name under which requests of this kind are stored.</summary>
    string Name { get; }

    /// <summary>The timeline step recorded when the request is sent, one of <see cref="StepKinds"/>.</summary>
    string Step { get; }

    CarrierLane Lane => CarrierLane.LookUps;

    /// <inheritdoc cref="ICarrierTask.WaitsInLine"/>
    bool WaitsInLine => false;

    /// <inheritdoc cref="ICarrierTask.GoesOutOnce"/>
    bool GoesOutOnce => false;

    /// <summary>How many attempts the timeline records at most.</summary>
    int MaxTimelineEntries => int.MaxValue;

    /// <summary>What to ask the carrier now; null where nothing is left to ask. May change the call instead of asking.</summary>
    CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now);

    /// <summary>Handles a request that may have been sent before its process died.</summary>
    void Interrupt(CarrierRequest request, Call call, DateTimeOffset now)
    {
    }
}

/// <summary>What the carrier is to be asked about a call.</summary>
public abstract record CallOrder : CarrierOrder
{
    /// <summary>The SID of the leg that the timeline names; null for the whole call.</summary>
    public virtual string? TimelineCallSid => null;

    /// <summary>The leg that is asked for; null where it is asked about one that the carrier has.</summary>
    public virtual LegId? TimelineLegId => null;

    /// <inheritdoc cref="ICarrierTask.AskAsync"/>
    public abstract Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken);
}

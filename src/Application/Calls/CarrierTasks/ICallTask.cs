using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>
/// A kind of request that is about a call. It stands in one file with what is made of the answer; that file is all that a new kind takes.
/// </summary>
public interface ICallTask
{
    /// <summary>Under which requests of this kind are stored.</summary>
    string Name { get; }

    /// <summary>What the timeline says when it is asked, one of <see cref="StepKinds"/>.</summary>
    string Step { get; }

    CarrierLane Lane => CarrierLane.Questions;

    /// <inheritdoc cref="ICarrierTask.WaitsInLine"/>
    bool WaitsInLine => false;

    /// <inheritdoc cref="ICarrierTask.GoesOutOnce"/>
    bool GoesOutOnce => false;

    /// <summary>How often asking stands in the timeline.</summary>
    int MostTold => int.MaxValue;

    /// <summary>What is to be asked now; null where nothing is left to ask. May settle what needs no asking.</summary>
    CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now);

    /// <summary>It may have gone out before the process that sent it died.</summary>
    void Interrupt(Call call, DateTimeOffset now)
    {
    }
}

/// <summary>What the carrier is to be asked about a call.</summary>
public abstract record CallOrder : CarrierOrder
{
    /// <summary>The leg that the timeline tells of; null for the whole call.</summary>
    public virtual string? LegToldOf => null;

    /// <inheritdoc cref="ICarrierTask.AskAsync"/>
    public abstract Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken);
}

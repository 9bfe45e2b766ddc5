using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>Each lane has its own capacity: requests in one take none from the other.</summary>
public enum CarrierLane
{
    /// <summary>What people asked for; sent even while questions are stuck.</summary>
    Calls,

    /// <summary>Questions: there may be many, and the carrier may leave them unanswered.</summary>
    LookUps,
}

/// <summary>
/// A kind of request to the carrier: what is asked, in which lane and at what pace, and how the answer is handled. Modules implement it;
/// the outbox knows nothing else about them.
/// </summary>
public interface ICarrierTask
{
    /// <summary>The name under which requests of this kind are stored.</summary>
    string Name { get; }

    CarrierLane Lane { get; }

    /// <summary>Whether it takes a turn in the account's line (calls per second).</summary>
    bool WaitsInLine { get; }

    /// <summary>
    /// Whether it must not go out a second time, since it might dial twice: one that was interrupted is settled by
    /// <see cref="InterruptAsync"/>.
    /// </summary>
    bool GoesOutOnce { get; }

    /// <summary>What to ask the carrier now; null where nothing is left to ask. May change the call instead of asking.</summary>
    Task<CarrierOrder?> PrepareAsync(CarrierRequest request, CancellationToken cancellationToken);

    /// <summary>It has to wait for its turn in the account's line.</summary>
    Task NoteWaitAsync(CarrierRequest request, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>It is claimed and about to go out.</summary>
    Task NoteAskingAsync(CarrierRequest request, CarrierOrder order, CancellationToken cancellationToken);

    /// <summary>Handles a request that may have been sent before its process died.</summary>
    Task InterruptAsync(CarrierRequest request, CancellationToken cancellationToken);

    /// <summary>Asks, outside of any unit of work.</summary>
    /// <returns>The command that records the outcome.</returns>
    Task<IRequest<Unit>> AskAsync(Guid requestId, CarrierOrder order, CancellationToken cancellationToken);
}

/// <summary>What the carrier is to be asked now; claimed in the database before it is asked.</summary>
public abstract record CarrierOrder
{
    /// <summary>Whether a stopping application may leave without the answer. True for questions: they are asked again.</summary>
    public virtual bool IsCancellable => true;
}

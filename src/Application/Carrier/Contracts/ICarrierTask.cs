using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Carrier.Contracts;

/// <summary>Requests of one lane take no places from those of the other.</summary>
public enum CarrierLane
{
    /// <summary>What people asked for: it goes out whatever else hangs.</summary>
    Calls,

    /// <summary>Questions, of which there may be many and which the carrier may leave hanging.</summary>
    Questions,
}

/// <summary>
/// A kind of request to the carrier: what is asked, in which lane and at what pace, and what is made of the answer. Modules implement it; the outbox knows
/// nothing else of them.
/// </summary>
public interface ICarrierTask
{
    /// <summary>Under which requests of this kind are stored.</summary>
    string Name { get; }

    CarrierLane Lane { get; }

    /// <summary>Whether it takes a turn in the account's line (calls per second).</summary>
    bool WaitsInLine { get; }

    /// <summary>
    /// Whether it must not go out a second time, since it might dial twice: one that was interrupted is settled by <see cref="InterruptAsync"/>.
    /// </summary>
    bool GoesOutOnce { get; }

    /// <summary>What is to be asked now; null where nothing is left to ask. May settle what needs no asking.</summary>
    Task<CarrierOrder?> PrepareAsync(CarrierRequest request, CancellationToken cancellationToken);

    /// <summary>It has to wait for its turn in the account's line.</summary>
    Task NoteWaitAsync(CarrierRequest request, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>It is claimed and about to go out.</summary>
    Task NoteAskingAsync(CarrierRequest request, CarrierOrder order, CancellationToken cancellationToken);

    /// <summary>It may have gone out before the process that sent it died.</summary>
    Task InterruptAsync(CarrierRequest request, CancellationToken cancellationToken);

    /// <summary>Asks, outside of any unit of work.</summary>
    /// <returns>The command that takes in what came of it.</returns>
    Task<IRequest<Unit>> AskAsync(Guid requestId, CarrierOrder order, CancellationToken cancellationToken);
}

/// <summary>What the carrier is to be asked now; claimed in the database before it is asked.</summary>
public abstract record CarrierOrder
{
    /// <summary>Whether nobody minds if a stopping application does not wait for the answer: a question is asked again.</summary>
    public virtual bool MayBeCut => true;
}

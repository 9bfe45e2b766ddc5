using System.Collections.Frozen;
using System.Text.Json;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Requests of one lane take no places from those of the other.</summary>
public enum CarrierLane
{
    /// <summary>What people asked for: it goes out whatever else hangs.</summary>
    Calls,

    /// <summary>Questions, of which there may be many and which the carrier may leave hanging.</summary>
    Questions,
}

/// <summary>
/// A kind of request to the carrier: what is asked, in which lane and at what pace. It stands in one file with what is made of the answer; that file is all
/// that a new kind takes.
/// </summary>
public interface ICarrierTask
{
    /// <summary>Under which requests of this kind are stored.</summary>
    string Name { get; }

    /// <summary>What the timeline says when it is asked, one of <see cref="StepKinds"/>.</summary>
    string Step { get; }

    CarrierLane Lane => CarrierLane.Questions;

    /// <summary>Whether it takes a turn in the account's line (calls per second).</summary>
    bool WaitsInLine => false;

    /// <summary>Whether it must not go out a second time, since it might dial twice: one that was interrupted is settled by <see cref="Interrupt"/>.</summary>
    bool GoesOutOnce => false;

    /// <summary>How often asking stands in the timeline.</summary>
    int MostTold => int.MaxValue;

    /// <summary>What is to be asked now; null where nothing is left to ask. May settle what needs no asking.</summary>
    CarrierOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now);

    /// <summary>It may have gone out before the process that sent it died.</summary>
    void Interrupt(Call call, DateTimeOffset now)
    {
    }
}

/// <summary>What the carrier is to be asked now; claimed in the database before it is asked.</summary>
public abstract record CarrierOrder
{
    /// <summary>Whether nobody minds if a stopping application does not wait for the answer: a question is asked again.</summary>
    public virtual bool MayBeCut => true;

    /// <summary>The leg that the timeline tells of; null for the whole call.</summary>
    public virtual string? LegToldOf => null;

    /// <summary>Asks, outside of any unit of work.</summary>
    /// <returns>The command that takes in what came of it.</returns>
    public abstract Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken);
}

/// <summary>The task of each kind of request.</summary>
public sealed class CarrierTaskList(IEnumerable<ICarrierTask> tasks)
{
    private readonly FrozenDictionary<string, ICarrierTask> byName = tasks.ToFrozenDictionary(task => task.Name);

    /// <summary>Null for a kind that this version does not know.</summary>
    public ICarrierTask? Find(string kind) => byName.GetValueOrDefault(kind);

    public IReadOnlyList<string> NamesIn(CarrierLane lane) => [.. byName.Values.Where(task => task.Lane == lane).Select(task => task.Name)];
}

/// <summary>What a task keeps with its request.</summary>
internal static class Payload
{
    public static string Write<TPayload>(TPayload payload) => JsonSerializer.Serialize(payload, JsonSerializerOptions.Web);

    public static TPayload Read<TPayload>(this CarrierRequest request) => JsonSerializer.Deserialize<TPayload>(request.Payload!, JsonSerializerOptions.Web)!;
}

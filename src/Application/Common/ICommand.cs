using MediatR;

namespace CrmVoice.Application.Common;

/// <summary>
/// A request that changes something. Its handler runs in one unit of work, which is stored when it returns; if another writer was
/// faster, it runs again from the start.
/// </summary>
public interface ICommand<out TResponse> : IRequest<TResponse>;

/// <summary>
/// A command whose answer somebody on the phone waits for: if the database is locked or unavailable, it fails within two
/// seconds rather than succeed too late.
/// </summary>
public interface IUrgentCommand<out TResponse> : ICommand<TResponse>;

/// <summary>
/// A command with an idempotency key: within 24 hours, the same command with the same key is executed once and gets the same answer.
/// </summary>
public interface IIdempotentCommand<out TResponse> : ICommand<TResponse>
{
    /// <summary>1 to 200 characters; null where none was sent.</summary>
    string? IdempotencyKey { get; }
}

/// <summary>A command without a result.</summary>
public interface ICommand : ICommand<Unit>;

/// <summary>A request that only reads.</summary>
public interface IQuery<out TResponse> : IRequest<TResponse>;

/// <summary>
/// A request that makes a telephone ring at once and waits for Twilio's answer. Ringing cannot be undone: it runs outside any unit of work,
/// which might be retried, and is never repeated automatically.
/// </summary>
public interface IDialOnce<out TResponse> : IRequest<TResponse>;

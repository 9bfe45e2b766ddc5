using MediatR;

namespace CrmVoice.Application.Common;

/// <summary>A request that changes something: its handler runs in one unit of work, stored once when it returns, and again from the start should another writer have been faster.</summary>
public interface ICommand<out TResponse> : IRequest<TResponse>;

/// <summary>A command whose answer somebody on the line waits for: where the database is locked or away it fails within two seconds, rather than to succeed too late.</summary>
public interface IUrgentCommand<out TResponse> : ICommand<TResponse>;

/// <summary>A command that comes with a key: the same key with the same command gets the same answer for 24 hours, and is done once.</summary>
public interface IIdempotentCommand<out TResponse> : ICommand<TResponse>
{
    /// <summary>1 to 200 characters; null where it came without.</summary>
    string? IdempotencyKey { get; }
}

/// <summary>A command with nothing to say but that it was done.</summary>
public interface ICommand : ICommand<Unit>;

/// <summary>A request that only reads.</summary>
public interface IQuery<out TResponse> : IRequest<TResponse>;

/// <summary>
/// A request that has a telephone ring at once and waits for Twilio's word of it. What rings cannot be taken back: it runs in no unit of work, which might
/// be done over, and is never repeated by itself.
/// </summary>
public interface IDialOnce<out TResponse> : IRequest<TResponse>;

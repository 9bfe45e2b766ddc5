using MediatR;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Application.Common;

/// <summary>Logs one line per request: its name and duration. Never its content: requests carry numbers, notes and names.</summary>
internal sealed partial class LoggingBehavior<TRequest, TResponse>(ILogger<LoggingBehavior<TRequest, TResponse>> logger, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = clock.GetTimestamp();
        var response = await next();
        LogHandled(typeof(TRequest).Name, clock.GetElapsedTime(started).TotalMilliseconds);
        return response;
    }

    [LoggerMessage(1, LogLevel.Debug, "{Request} handled in {Milliseconds:0.0} ms")]
    private partial void LogHandled(string request, double milliseconds);
}

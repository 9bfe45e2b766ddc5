using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CrmVoice.Web.Api;

/// <summary>Turns what actions throw into problem documents, before the filters of the pages can make pages of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ProblemsForFailuresAttribute : ExceptionFilterAttribute
{
    public override void OnException(ExceptionContext context)
    {
        var refusal = Refusal.Of(context.Exception);
        if (!refusal.IsFault)
        {
            context.Result = new ProblemResult(refusal);
            context.ExceptionHandled = true;
        }
    }
}

/// <summary>The same for what is thrown anywhere else under /api; what nobody expected is logged here, and nothing of it is told.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.IsApi())
        {
            return false;
        }

        var refusal = Refusal.Of(exception);
        if (refusal.IsFault)
        {
            var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName;
            LogFailed(exception, endpoint, Problems.TraceIdOf(httpContext));
        }

        await Problems.WriteAsync(httpContext, refusal);
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "{Endpoint} failed in request {TraceId}")]
    private partial void LogFailed(Exception exception, string? endpoint, string traceId);
}

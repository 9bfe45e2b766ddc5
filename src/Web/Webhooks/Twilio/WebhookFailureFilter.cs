using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Answers Twilio properly when something broke below.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AnswersAnywayAttribute<TFilter>() : TypeFilterAttribute(typeof(TFilter))
    where TFilter : WebhookFailureFilter;

/// <summary>
/// An exception filter, so that it comes before those that pages have; a resource filter too, so that it covers the check of the signature.
/// </summary>
internal abstract partial class WebhookFailureFilter(ILogger logger) : IAsyncExceptionFilter, IAsyncResourceFilter
{
    public async Task OnExceptionAsync(ExceptionContext context)
    {
        context.Result = await AnswerAndLogAsync(context.Exception, context);
        context.ExceptionHandled = true;
    }

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var executed = await next();
        if (executed is { Exception: { } exception, ExceptionHandled: false } && !context.HttpContext.Response.HasStarted)
        {
            executed.ExceptionHandled = true;
            await (await AnswerAndLogAsync(exception, context)).ExecuteResultAsync(context);
        }
    }

    protected abstract Task<IActionResult> AnswerAsync(Exception exception, ActionContext context);

    private Task<IActionResult> AnswerAndLogAsync(Exception exception, ActionContext context)
    {
        var (webhook, callId) = (context.ActionDescriptor.Webhook().Name, context.RouteData.Values["callId"] as string);
        switch (exception)
        {
            case MalformedWebhookException:
                LogMalformed(webhook, callId, exception.Message);
                break;
            case NotFoundException:
                LogUnknownCall(webhook, callId);
                break;
            default:
                LogFailed(exception, webhook, callId);
                break;
        }

        return AnswerAsync(exception, context);
    }

    [LoggerMessage(1, LogLevel.Warning, "Webhook {Webhook} for call {CallId} is malformed: {Reason}")]
    private partial void LogMalformed(string webhook, string? callId, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Webhook {Webhook} is for call {CallId}, which is not known")]
    private partial void LogUnknownCall(string webhook, string? callId);

    [LoggerMessage(3, LogLevel.Error, "Webhook {Webhook} for call {CallId} failed")]
    private partial void LogFailed(Exception exception, string webhook, string? callId);
}

using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Inbox;
using CrmVoice.Application.Calls.Reports;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Somebody is on the line: whatever broke, Twilio gets TwiML that it can follow.</summary>
internal sealed partial class TwimlFailureFilter(IServiceScopeFactory scopes, OrganizationScope scope, IWebhookInbox inbox, WebhookMetrics metrics, ILogger<TwimlFailureFilter> logger) : WebhookFailureFilter(logger)
{
    // A base class' primary constructor keeps its logger to itself.
    private readonly ILogger log = logger;

    protected override async Task<IActionResult> AnswerAsync(Exception exception, ActionContext context)
    {
        metrics.CountAnswer(context.ActionDescriptor.Webhook(), exception is NotFoundException ? AnswerOutcome.UnknownCall : AnswerOutcome.Apologized);
        await KeepAsync(context.HttpContext.Features.Get<IncomingWebhook>());
        // The unit of work that broke is not to be trusted: the apology gets its own.
        await using var own = scopes.CreateAsyncScope();
        try
        {
            var instruction = exception is NotFoundException ? new CallInstruction.HangUp() : await ApologizeAsync(own.ServiceProvider, scope.Current);
            return new TwimlResult(own.ServiceProvider.GetRequiredService<ICallInstructionWriter>().Write(instruction));
        }
        catch (Exception again)
        {
            LogNoApology(log, again);
            return new TwimlResult("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Hangup/></Response>");
        }
    }

    // What it said in passing is merged later, or shown with the reason why it cannot be.
    private async Task KeepAsync(IncomingWebhook? webhook)
    {
        try
        {
            await (webhook is null ? Task.CompletedTask : inbox.StoreAsync(webhook));
        }
        catch (InboxUnavailableException unavailable)
        {
            LogNotKept(log, unavailable);
        }
    }

    private async Task<CallInstruction> ApologizeAsync(IServiceProvider services, OrganizationId? organization)
    {
        if (organization is null)
        {
            return ApologizeToCaller.InEnglish;
        }

        try
        {
            services.GetRequiredService<OrganizationScope>().Enter(organization.Value);
            return await services.GetRequiredService<IMediator>().Send(new ApologizeToCaller());
        }
        catch (Exception again)
        {
            LogNoApology(log, again);
            return ApologizeToCaller.InEnglish;
        }
    }

    [LoggerMessage(4, LogLevel.Error, "The caller could not be told in the organization's language that something broke")]
    private static partial void LogNoApology(ILogger log, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "What a webhook that could not be answered said could not be kept either")]
    private static partial void LogNotKept(ILogger log, Exception exception);
}

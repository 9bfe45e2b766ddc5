using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Somebody is on the line: whatever broke, Twilio gets TwiML that it can follow, and in time.</summary>
internal sealed partial class TwimlFailureFilter(
    IServiceScopeFactory scopes,
    OrganizationScope scope,
    IWebhookInbox inbox,
    ICallInstructionWriter writer,
    KnownApologies apologies,
    WebhookMetrics metrics,
    ILogger<TwimlFailureFilter> logger) : WebhookFailureFilter(logger)
{
    // A base class' primary constructor keeps its logger to itself.
    private readonly ILogger log = logger;

    protected override async Task<IActionResult> AnswerAsync(Exception exception, ActionContext context)
    {
        metrics.CountAnswer(
            context.ActionDescriptor.Webhook().Name,
            exception is NotFoundException ? AnswerOutcome.UnknownCall : AnswerOutcome.Apologized);
        await Task.WhenAny(KeepAsync(context.HttpContext.Features.Get<IncomingWebhook>()), Task.Delay(WebhookTimeouts.ToKeep));
        try
        {
            return new TwiMLResult(
                writer.Write(exception is NotFoundException ? new CallInstruction.HangUp() : await ApologizeAsync(scope.Current)));
        }
        catch (Exception again)
        {
            LogNoApology(log, again);
            return new TwiMLResult("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Hangup/></Response>");
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

    private async Task<CallInstruction> ApologizeAsync(OrganizationId? organization)
    {
        try
        {
            return organization is { } id ? await ReadApologyAsync(id).WaitAsync(WebhookTimeouts.ToApologize) : apologies.Recall(null);
        }
        catch (Exception again)
        {
            LogNoApology(log, again);
            return apologies.Recall(organization);
        }
    }

    // The unit of work that broke is not to be trusted: this is another, which goes on for as long as it takes.
    private async Task<CallInstruction> ReadApologyAsync(OrganizationId organization)
    {
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
        return await own.ServiceProvider.GetRequiredService<IMediator>().Send(new ApologizeToCaller());
    }

    [LoggerMessage(4, LogLevel.Error, "The words of the organization for a caller whose call broke could not be read")]
    private static partial void LogNoApology(ILogger log, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "What a webhook that could not be answered said could not be kept either")]
    private static partial void LogNotKept(ILogger log, Exception exception);
}

using CrmVoice.Application.Common;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Where a report could not be stored, says so in a way that makes Twilio try again where that helps.</summary>
internal sealed class StatusFailureFilter(ILogger<StatusFailureFilter> logger) : WebhookFailureFilter(logger)
{
    protected override Task<IActionResult> AnswerAsync(Exception exception) => Task.FromResult<IActionResult>(exception switch
    {
        MalformedReportException => Plain(StatusCodes.Status400BadRequest, exception.Message),
        NotFoundException => Plain(StatusCodes.Status404NotFound, "No such call."),
        _ => Plain(StatusCodes.Status503ServiceUnavailable, "Not stored. Please try again."),
    });

    private static ContentResult Plain(int status, string text) => new() { StatusCode = status, Content = text, ContentType = "text/plain; charset=utf-8" };
}

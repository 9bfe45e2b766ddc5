using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>Where a report could not be stored, says so in a way that makes Twilio try again.</summary>
internal sealed class ReportFailureFilter(ILogger<ReportFailureFilter> logger) : WebhookFailureFilter(logger)
{
    protected override Task<IActionResult> AnswerAsync(Exception exception, ActionContext context) =>
        Task.FromResult<IActionResult>(
            new ContentResult
            {
                StatusCode = StatusCodes.Status503ServiceUnavailable,
                Content = "Not stored. Please try again.",
                ContentType = "text/plain; charset=utf-8",
            });
}

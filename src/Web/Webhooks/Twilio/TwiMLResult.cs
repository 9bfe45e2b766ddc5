using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Webhooks.Twilio;

/// <summary>TwiML in the one content type that Twilio always takes for it.</summary>
internal sealed class TwiMLResult(string twiml) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/xml; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(twiml));
    }
}

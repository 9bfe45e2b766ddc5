using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>The reader's call: the live one, or the last one for a while after its end.</summary>
public sealed class CallBarViewComponent(IMediator mediator) : ViewComponent
{
    public const string DismissedCookie = "crmvoice-dismissed-call";

    /// <param name="part">Without the notes around it, which stay as they are while the bar changes.</param>
    /// <param name="dismissed">The ended call that was cleared away just now.</param>
    public async Task<IViewComponentResult> InvokeAsync(bool part = false, Guid? dismissed = null)
    {
        var call = await mediator.Send(new GetMyCall(), HttpContext.RequestAborted);
        var isAway =
            call is { State: CallState.Ended } && call.Id.ToString() == (dismissed?.ToString() ?? Request.Cookies[DismissedCookie]);
        return View($"/Features/Calls/Views/{(part ? "_CallBar" : "_CallBarWithNotes")}.cshtml", isAway ? null : call);
    }
}

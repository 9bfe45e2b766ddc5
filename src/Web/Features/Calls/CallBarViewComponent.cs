using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>The reader's call: the live one, or the last one for a while after it ended or was handed over.</summary>
public sealed class CallBarViewComponent(IMediator mediator, Viewer viewer) : ViewComponent
{
    public const string DismissedCookie = "crmvoice-dismissed-call";

    /// <param name="part">Without the notes around it, which stay as they are while the bar changes.</param>
    /// <param name="dismissed">The call that was cleared away just now.</param>
    public async Task<IViewComponentResult> InvokeAsync(bool part = false, Guid? dismissed = null)
    {
        var call = await mediator.Send(new GetMyCall(), HttpContext.RequestAborted);
        var isOver = call is not null && (call.State is CallState.Ended || call.HandedOverBy(viewer.Me) is not null);
        var isAway = isOver && call!.Id.ToString() == (dismissed?.ToString() ?? Request.Cookies[DismissedCookie]);
        return View($"/Features/Calls/Views/{(part ? "_CallBar" : "_CallBarWithNotes")}.cshtml", isAway ? null : call);
    }
}

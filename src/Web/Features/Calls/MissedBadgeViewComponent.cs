using CrmVoice.Application.Calls.Missed;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>How many callers are to be called back; it fetches itself anew whenever a call has ended.</summary>
public sealed class MissedBadgeViewComponent(IMediator mediator) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View(
        "/Features/Calls/Views/_MissedBadge.cshtml",
        await mediator.Send(new CountMissedCallers(), HttpContext.RequestAborted));
}

using CrmVoice.Application.Calls.Missed;
using CrmVoice.Application.Calls.Voicemails;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>From missed calls to messages and back, each with how many there are.</summary>
public sealed class InboxTabsViewComponent(IMediator mediator) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View(
        "/Features/Calls/Views/_InboxTabs.cshtml",
        new InboxTabs(
            await mediator.Send(new CountMissedCallers(), HttpContext.RequestAborted),
            await mediator.Send(new CountNewVoicemails(), HttpContext.RequestAborted)));
}

public sealed record InboxTabs(int Missed, int NewVoicemails);

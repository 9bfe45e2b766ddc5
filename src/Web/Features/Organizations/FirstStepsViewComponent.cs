using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>
/// The way to the first call, for those who can go it and until it is gone; nobody else sees anything, nor is anything read for them.
/// </summary>
public sealed class FirstStepsViewComponent(IMediator mediator, Viewer viewer) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        viewer.May(Permission.ManageTwilioAccount)
        && await mediator.Send(new GetFirstSteps(), HttpContext.RequestAborted) is { Next: not null } steps
            ? View("/Features/Organizations/Views/_FirstStepsCard.cshtml", steps)
            : Content("");
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

public sealed class SettingsController(IMediator mediator, Viewer viewer) : Controller
{
    [HttpGet("/settings"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        viewer.May(Permission.ManageTwilioAccount) && await mediator.Send(new GetFirstSteps(), cancellationToken) is { Next: not null }
            ? RedirectToAction("Index", "FirstSteps")
            : RedirectToAction("Edit", "MyPhone");
}

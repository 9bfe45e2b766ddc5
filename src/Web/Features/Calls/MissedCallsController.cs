using CrmVoice.Application.Calls.Missed;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Calls;

/// <summary>Whoever called and got nobody; the number of them stands in the side bar.</summary>
public sealed class MissedCallsController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/missed-calls"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(
            new MissedCallsPage(
                await mediator.Send(new ListMissedCallers(), cancellationToken),
                await mediator.Send(new GetMyProfile(), cancellationToken)));

    [HttpGet("/missed-calls/badge"), RequirePermission(Permission.SeeCalls)]
    public IActionResult Badge() => ViewComponent(typeof(MissedBadgeViewComponent));

    [HttpPost("/missed-calls/{id:guid}/closing"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Close(Guid id, MissedCallClosingForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(id), cancellationToken);
        TempData.Say(words["missed-calls.closed"]);
        return RedirectToAction(nameof(Index));
    }
}

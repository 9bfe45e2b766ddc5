using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallRowsController(IMediator mediator) : Controller
{
    [HttpGet("/calls/{id:guid}/row"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellationToken) =>
        PartialView("Calls/_CallCells", await mediator.Send(new GetCall(id), cancellationToken));
}

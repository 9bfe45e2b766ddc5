using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallHangupsController(IMediator mediator) : Controller
{
    [HttpPost("/calls/{id:guid}/hangup"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Create(Guid id, CancellationToken cancellationToken)
    {
        await mediator.Send(new HangUpCall(id), cancellationToken);
        if (!Request.IsHtmx())
        {
            return LocalRedirect(ReturnPath.From(Request));
        }

        Response.Htmx(headers => headers.WithTrigger("callPlaced"));
        return NoContent();
    }
}

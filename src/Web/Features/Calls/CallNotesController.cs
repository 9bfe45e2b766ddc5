using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallNotesController(IMediator mediator) : Controller
{
    [HttpGet("/calls/{id:guid}/notes"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellationToken) =>
        PartialView("_NotesFields", await mediator.Send(new GetCall(id), cancellationToken));

    [HttpPost("/calls/{id:guid}/notes"), RequirePermission(Permission.PlaceCalls), RequestSizeLimit(RequestLimits.LongForm)]
    public async Task<IActionResult> Update(Guid id, string? text, CancellationToken cancellationToken)
    {
        await mediator.Send(new EditCallNotes(id, text ?? ""), cancellationToken);
        return Request.IsHtmx() ? NoContent() : LocalRedirect(ReturnPath.From(Request));
    }
}

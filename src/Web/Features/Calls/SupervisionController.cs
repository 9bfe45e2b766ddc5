using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>The board of live calls. A row follows its own call; the page itself is never read again.</summary>
public sealed class SupervisionController(IMediator mediator) : Controller
{
    [HttpGet("/supervision"), RequirePermission(Permission.OverrideCalls)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(
            new SupervisionPage(
                BoardFilter.Of(Request.Query),
                await mediator.Send(new ListLiveCalls(), cancellationToken),
                await mediator.Send(new ListMembers(), cancellationToken)));

    /// <summary>One row anew; nothing once the call is over.</summary>
    [HttpGet("/calls/{id:guid}/supervision-row"), RequirePermission(Permission.OverrideCalls)]
    public async Task<IActionResult> Row(Guid id, CancellationToken cancellationToken)
    {
        var call = await mediator.Send(new GetCall(id), cancellationToken);
        return call.State is CallState.Ended
            ? Content("", "text/html")
            : PartialView("_BoardRow", new BoardRow(call, BoardFilter.Of(Request.Query)));
    }
}

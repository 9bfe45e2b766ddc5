using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallHelpController(IMediator mediator) : Controller
{
    [HttpPost("/calls/{id:guid}/help"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Create(Guid id, bool isNeeded, CancellationToken cancellationToken)
    {
        await mediator.Send(new RequestHelp(id, isNeeded), cancellationToken);
        return this.CallAsked();
    }
}

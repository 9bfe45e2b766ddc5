using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallHoldsController(IMediator mediator) : Controller
{
    /// <param name="legId">Whom; left out for the contact.</param>
    [HttpPost("/calls/{id:guid}/hold"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Create(Guid id, Guid? legId, bool isOnHold, CancellationToken cancellationToken)
    {
        await mediator.Send(new HoldLeg(id, legId, isOnHold), cancellationToken);
        return this.CallAsked();
    }
}

using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallMutesController(IMediator mediator) : Controller
{
    /// <param name="legId">Whom; left out for oneself.</param>
    [HttpPost("/calls/{id:guid}/mute"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Create(Guid id, Guid? legId, bool isMuted, CancellationToken cancellationToken)
    {
        await mediator.Send(new MuteLeg(id, legId, isMuted), cancellationToken);
        return this.CallAsked();
    }
}

using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>Who takes part in a live call.</summary>
public sealed class CallLegsController(IMediator mediator) : Controller
{
    [HttpPost("/calls/{id:guid}/legs"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Create(Guid id, PartyForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(new AddLeg(id, form.ToParty()), cancellationToken);
        return this.CallAsked();
    }

    [HttpPost("/calls/{id:guid}/legs/{legId:guid}/removal"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Destroy(Guid id, Guid legId, CancellationToken cancellationToken)
    {
        await mediator.Send(new RemoveLeg(id, legId), cancellationToken);
        return this.CallAsked();
    }
}

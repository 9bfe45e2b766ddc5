using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/hangup")]
[Tags("Calls")]
public sealed class CallHangupsApiController(IMediator mediator) : RestController
{
    /// <summary>Hangs up a call, whatever its state.</summary>
    /// <remarks>The hang-up is recorded at once and carried out as soon as possible. A call that has ended is not changed.</remarks>
    [HttpPost(Name = "hangUpCall")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "The hang-up is recorded.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    [Answers(StatusCodes.Status409Conflict, "`concurrent-change`")]
    public async Task<IActionResult> Create(Guid id, CancellationToken cancellationToken)
    {
        await mediator.Send(new HangUpCall(id), cancellationToken);
        return Accepted();
    }
}

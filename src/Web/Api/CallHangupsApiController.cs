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
    /// <summary>Ends a call, in whatever state it is.</summary>
    /// <remarks>It is remembered at once and done as soon as it can be. A call that has ended stays as it is.</remarks>
    [HttpPost(Name = "hangUpCall")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Remembered.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    [Answers(StatusCodes.Status409Conflict, "`concurrent-change`")]
    public async Task<IActionResult> Create(Guid id, CancellationToken cancellationToken)
    {
        await mediator.Send(new HangUpCall(id), cancellationToken);
        return Accepted();
    }
}

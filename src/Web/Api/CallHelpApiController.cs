using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/help")]
[Tags("In a call")]
[Answers(StatusCodes.Status404NotFound, "`not-found`")]
[Answers(StatusCodes.Status409Conflict, "`not-possible-now`: the call is over; `concurrent-change`")]
public sealed class CallHelpApiController(IMediator mediator) : RestController
{
    /// <summary>Asks the supervisors for help in a live call.</summary>
    [HttpPut(Name = "requestHelp")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    public Task<IActionResult> Update(Guid id, CancellationToken cancellationToken) => SetAsync(id, isNeeded: true, cancellationToken);

    /// <summary>Needs no help any more.</summary>
    [HttpDelete(Name = "withdrawHelp")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    public Task<IActionResult> Destroy(Guid id, CancellationToken cancellationToken) => SetAsync(id, isNeeded: false, cancellationToken);

    private async Task<IActionResult> SetAsync(Guid id, bool isNeeded, CancellationToken cancellationToken)
    {
        await mediator.Send(new RequestHelp(id, isNeeded), cancellationToken);
        return Accepted();
    }
}

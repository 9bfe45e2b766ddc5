using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/transfers/{transferId:guid}/completion")]
[Tags("In a call")]
public sealed class CallTransferCompletionsApiController(IMediator mediator) : RestController
{
    /// <summary>Leaves the contact with the target of a transfer, once the target is there.</summary>
    [HttpPost(Name = "completeTransfer")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`: the call, or the transfer in it")]
    [Answers(
        StatusCodes.Status409Conflict,
        "`not-possible-now`: the target has not joined, or the transfer is over; `concurrent-change`")]
    public async Task<IActionResult> Create(Guid id, Guid transferId, CancellationToken cancellationToken)
    {
        await mediator.Send(new CompleteTransfer(id, transferId), cancellationToken);
        return Accepted();
    }
}

using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/transfers/{transferId:guid}/merge")]
[Tags("In a call")]
public sealed class CallTransferMergesApiController(IMediator mediator) : RestController
{
    /// <summary>Puts the contact, the agent and the target of a transfer together.</summary>
    [HttpPost(Name = "mergeTransfer")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`: the call, or the transfer in it")]
    [Answers(
        StatusCodes.Status409Conflict,
        "`not-possible-now`: the target has not joined, or the transfer is over; `concurrent-change`")]
    public async Task<IActionResult> Create(Guid id, Guid transferId, CancellationToken cancellationToken)
    {
        await mediator.Send(new MergeTransfer(id, transferId), cancellationToken);
        return Accepted();
    }
}

using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/legs/{legId:guid}/mute")]
[Tags("In a call")]
[Answers(StatusCodes.Status404NotFound, "`not-found`: the call, or the leg in it")]
[Answers(
    StatusCodes.Status409Conflict,
    "`not-possible-now`: the call is on a bridge or over, or the leg is not in the room; `concurrent-change`")]
public sealed class CallLegMutesApiController(IMediator mediator) : RestController
{
    /// <summary>Mutes a party of a call: nobody hears it.</summary>
    /// <remarks>Sets a state: repeated, it changes nothing; the newest wins. The call shows when Twilio has done it.</remarks>
    [HttpPut(Name = "muteLeg")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    public Task<IActionResult> Update(Guid id, Guid legId, CancellationToken cancellationToken) =>
        SetAsync(id, legId, isMuted: true, cancellationToken);

    /// <summary>Lets a party of a call be heard again.</summary>
    [HttpDelete(Name = "unmuteLeg")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    public Task<IActionResult> Destroy(Guid id, Guid legId, CancellationToken cancellationToken) =>
        SetAsync(id, legId, isMuted: false, cancellationToken);

    private async Task<IActionResult> SetAsync(Guid id, Guid legId, bool isMuted, CancellationToken cancellationToken)
    {
        await mediator.Send(new MuteLeg(id, legId, isMuted), cancellationToken);
        return Accepted();
    }
}

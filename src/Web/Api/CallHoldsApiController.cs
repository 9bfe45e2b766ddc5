using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/hold")]
[Tags("In a call")]
[Answers(StatusCodes.Status400BadRequest, "`validation`")]
[Answers(StatusCodes.Status404NotFound, "`not-found`: the call, or the leg in it")]
[Answers(
    StatusCodes.Status409Conflict,
    "`not-possible-now`: the call is on a bridge or over, or the leg is not in the room; `concurrent-change`")]
[Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
[Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
public sealed class CallHoldsApiController(IMediator mediator) : RestController
{
    /// <summary>Puts a party of a call on hold: it hears music instead of the others.</summary>
    /// <remarks>Sets a state: repeated, it changes nothing; the newest wins. The call shows when Twilio has done it.</remarks>
    [HttpPut(Name = "holdLeg")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "The hold is recorded.")]
    public Task<IActionResult> Update(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] HoldRequest? request,
        CancellationToken cancellationToken) => SetAsync(id, request, isOnHold: true, cancellationToken);

    /// <summary>Takes a party of a call back from hold.</summary>
    [HttpDelete(Name = "resumeLeg")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "The end of the hold is recorded.")]
    public Task<IActionResult> Destroy(
        Guid id,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] HoldRequest? request,
        CancellationToken cancellationToken) => SetAsync(id, request, isOnHold: false, cancellationToken);

    private async Task<IActionResult> SetAsync(Guid id, HoldRequest? request, bool isOnHold, CancellationToken cancellationToken)
    {
        await mediator.Send(new HoldLeg(id, request?.LegId, isOnHold), cancellationToken);
        return Accepted();
    }
}

public sealed record HoldRequest
{
    /// <summary>Whom; the contact if omitted.</summary>
    public Guid? LegId { get; init; }
}

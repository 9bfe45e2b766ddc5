using System.ComponentModel.DataAnnotations;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/supervision")]
[Tags("In a call")]
[Answers(StatusCodes.Status404NotFound, "`not-found`")]
public sealed class CallSupervisionsApiController(IMediator mediator) : RestController
{
    /// <summary>Listens in on somebody else's call, whispers to the agent or talks with both: the token owner's phone rings.</summary>
    /// <remarks>Somebody who takes part already changes how; nothing rings then. Supervisors and admins only; always audited.</remarks>
    [HttpPut(Name = "superviseCall")]
    [RequirePermission(Permission.OverrideCalls)]
    [EnableRateLimiting(CallsPerMinute.Policy)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(StatusCodes.Status403Forbidden, "`forbidden`; `country-not-allowed`, `blocked-prefix`: of the token owner's phone")]
    [Answers(
        StatusCodes.Status409Conflict,
        "`not-possible-now`: the call is on a bridge or over, the contact is not in it, or the token owner is in a call; "
        + "`agent-phone-missing`, `concurrent-change`")]
    [Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
    [Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
    [Answers(StatusCodes.Status422UnprocessableEntity, "`invalid-number`: of the token owner's phone")]
    [Answers(StatusCodes.Status429TooManyRequests, "`too-many-requests`, with `Retry-After`")]
    public async Task<IActionResult> Update(Guid id, SuperviseRequest request, CancellationToken cancellationToken)
    {
        await mediator.Send(new SuperviseCall(id, request.Mode!.Value), cancellationToken);
        return Accepted();
    }

    /// <summary>Stops listening in.</summary>
    [HttpDelete(Name = "endSupervision")]
    [RequirePermission(Permission.OverrideCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    [Answers(StatusCodes.Status409Conflict, "`not-possible-now`: the token owner does not listen; `concurrent-change`")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken cancellationToken)
    {
        await mediator.Send(new EndSupervision(id), cancellationToken);
        return Accepted();
    }
}

public sealed record SuperviseRequest
{
    [Required]
    public SupervisionMode? Mode { get; init; }
}

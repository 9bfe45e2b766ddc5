using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/legs")]
[Tags("In a call")]
public sealed class CallLegsApiController(IMediator mediator) : RestController
{
    internal const string KeyDescription =
        "1 to 200 characters, sent once. For 24 hours, the same key with the same request gets the same response and dials only once.";

    /// <summary>Adds a colleague or somebody outside to a call.</summary>
    [HttpPost(Name = "addLeg")]
    [RequirePermission(Permission.PlaceCalls)]
    [EnableRateLimiting(CallsPerMinute.Policy)]
    [ProducesResponseType<LegView>(StatusCodes.Status201Created, Description = "The leg, about to be dialled.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(StatusCodes.Status403Forbidden, "`forbidden`; `country-not-allowed`, `blocked-prefix`: of the number to call")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`: the call, or the member")]
    [Answers(
        StatusCodes.Status409Conflict,
        "`not-possible-now`: the call is on a bridge or over, the contact is not in it yet, or the one to add is not free; "
        + "`budget-exhausted` with `allowedFrom` where it is known, `concurrent-change`")]
    [Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
    [Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
    [Answers(
        StatusCodes.Status422UnprocessableEntity,
        "`invalid-number`, with `suggestion` where one is likely; `idempotency-key-reused`")]
    [Answers(StatusCodes.Status429TooManyRequests, "`too-many-requests`, with `Retry-After`")]
    public async Task<IActionResult> Create(
        Guid id,
        AddLegRequest request,
        [FromIdempotencyKey, Description(KeyDescription)] string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        var command = new AddLeg(id, request.To!.ToParty(), idempotencyKey);
        return StatusCode(StatusCodes.Status201Created, await mediator.Send(command, cancellationToken));
    }

    /// <summary>Takes a participant out of a call, oneself included; the others go on.</summary>
    /// <remarks>The contact is hung up with the call (<c>POST /calls/{id}/hangup</c>).</remarks>
    [HttpDelete("{legId:guid}", Name = "removeLeg")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`: the call, or the leg in it")]
    [Answers(StatusCodes.Status409Conflict, "`not-possible-now`: the leg is the contact's, or over; `concurrent-change`")]
    public async Task<IActionResult> Destroy(Guid id, Guid legId, CancellationToken cancellationToken)
    {
        await mediator.Send(new RemoveLeg(id, legId), cancellationToken);
        return Accepted();
    }
}

public sealed record AddLegRequest
{
    /// <summary>Whom to add.</summary>
    [Required]
    public CalleeRequest? To { get; init; }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/transfers")]
[Tags("In a call")]
[Answers(StatusCodes.Status404NotFound, "`not-found`: the call, the member, or the transfer in the call")]
public sealed class CallTransfersApiController(IMediator mediator) : RestController
{
    /// <summary>Hands the contact over to a colleague or to a number outside.</summary>
    /// <remarks>
    /// <c>warm</c>: the contact is on hold while the agent talks with the target; <c>completion</c> leaves the two together, <c>merge</c>
    /// puts all three together, <c>DELETE</c> takes the contact back. <c>cold</c>: the agent leaves at once; if the target does not accept,
    /// the agent's phone rings once more.
    /// </remarks>
    [HttpPost(Name = "startTransfer")]
    [RequirePermission(Permission.PlaceCalls)]
    [EnableRateLimiting(CallsPerMinute.Policy)]
    [ProducesResponseType<TransferView>(StatusCodes.Status201Created, Description = "The transfer, as it stands in the call.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(StatusCodes.Status403Forbidden, "`forbidden`; `country-not-allowed`, `blocked-prefix`: of the target's number")]
    [Answers(
        StatusCodes.Status409Conflict,
        "`not-possible-now`: the call is on a bridge or over, another transfer is under way, or the target is not free; "
        + "`budget-exhausted` with `allowedFrom` where it is known, `concurrent-change`")]
    [Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
    [Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
    [Answers(
        StatusCodes.Status422UnprocessableEntity,
        "`invalid-number`, with `suggestion` where one is likely; `idempotency-key-reused`")]
    [Answers(StatusCodes.Status429TooManyRequests, "`too-many-requests`, with `Retry-After`")]
    public async Task<IActionResult> Create(
        Guid id,
        StartTransferRequest request,
        [FromIdempotencyKey, Description(CallLegsApiController.KeyDescription)] string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        var command = new StartTransfer(id, request.To!.ToParty(), request.Kind!.Value, idempotencyKey);
        return StatusCode(StatusCodes.Status201Created, await mediator.Send(command, cancellationToken));
    }

    /// <summary>Takes the contact back; the target of the transfer is hung up.</summary>
    [HttpDelete("{transferId:guid}", Name = "cancelTransfer")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded.")]
    [Answers(StatusCodes.Status409Conflict, "`not-possible-now`: the transfer is over, or the agent has left; `concurrent-change`")]
    public async Task<IActionResult> Destroy(Guid id, Guid transferId, CancellationToken cancellationToken)
    {
        await mediator.Send(new CancelTransfer(id, transferId), cancellationToken);
        return Accepted();
    }
}

public sealed record StartTransferRequest
{
    /// <summary>Whom the contact is handed to.</summary>
    [Required]
    public CalleeRequest? To { get; init; }

    [Required]
    public TransferKind? Kind { get; init; }
}

/// <summary>A colleague or a number outside: one of the two.</summary>
public sealed record CalleeRequest
{
    /// <summary>A member who is free; see <c>GET /members</c>.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>A number in any format; the organization's country is assumed.</summary>
    public string? Number { get; init; }

    public PartyToCall ToParty() => new(MemberId, Number);
}

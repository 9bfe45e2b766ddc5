using System.ComponentModel.DataAnnotations;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/digits")]
[Tags("In a call")]
public sealed class CallDigitsApiController(IMediator mediator) : RestController
{
    /// <summary>Presses keys for the contact's side, such as an extension or the choice in a menu.</summary>
    [HttpPost(Name = "sendDigits")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status202Accepted, Description = "Recorded; Twilio plays the keys as soon as possible.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    [Answers(
        StatusCodes.Status409Conflict,
        "`not-possible-now`: the call is on a bridge or over, or the contact is not in it yet; `concurrent-change`")]
    [Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
    [Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
    public async Task<IActionResult> Create(Guid id, SendDigitsRequest request, CancellationToken cancellationToken)
    {
        await mediator.Send(new SendCallDigits(id, request.Digits), cancellationToken);
        return Accepted();
    }
}

public sealed record SendDigitsRequest
{
    /// <summary>1 to 32 of 0 to 9, *, #, and w for a pause of half a second.</summary>
    [Required]
    public string? Digits { get; init; }
}

using System.ComponentModel.DataAnnotations;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/notes")]
[Tags("Calls")]
public sealed class CallNotesApiController(IMediator mediator) : RestController
{
    /// <summary>Writes the notes of a call, in place of those it had.</summary>
    [HttpPut(Name = "editCallNotes")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status204NoContent, Description = "Stored.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    [Answers(StatusCodes.Status409Conflict, "`concurrent-change`")]
    [Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
    [Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
    public async Task<IActionResult> Update(Guid id, EditNotesRequest request, CancellationToken cancellationToken)
    {
        await mediator.Send(new EditCallNotes(id, request.Text), cancellationToken);
        return NoContent();
    }
}

/// <param name="Text">Up to 10,000 characters; empty takes the notes away.</param>
public sealed record EditNotesRequest([Required(AllowEmptyStrings = true)] string Text);

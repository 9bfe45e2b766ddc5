using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CrmVoice.Application.Calls.Notes;
using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Api;

[Route("api/v1/calls/{id:guid}/notes")]
[Tags("Calls")]
public sealed class CallNotesApiController(IMediator mediator) : RestController
{
    /// <summary>Replaces the notes of a call.</summary>
    /// <remarks>
    /// With <c>If-Match</c>, only if they have not changed since they were read; otherwise the problem carries the current text as
    /// <c>notes</c> and <c>notesVersion</c>.
    /// </remarks>
    [HttpPut(Name = "editCallNotes")]
    [RequirePermission(Permission.PlaceCalls)]
    [ProducesResponseType(StatusCodes.Status204NoContent, Description = "Stored; `ETag` is the new `notesVersion`.")]
    [Answers(StatusCodes.Status400BadRequest, "`validation`")]
    [Answers(StatusCodes.Status404NotFound, "`not-found`")]
    [Answers(StatusCodes.Status409Conflict, "`concurrent-change`")]
    [Answers(StatusCodes.Status412PreconditionFailed, "`notes-changed`, with `notes` and `notesVersion` as they stand")]
    [Answers(StatusCodes.Status413PayloadTooLarge, "`payload-too-large`")]
    [Answers(StatusCodes.Status415UnsupportedMediaType, "`unsupported-media-type`")]
    public async Task<IActionResult> Update(
        Guid id,
        EditNotesRequest request,
        [
            FromHeader(Name = "If-Match"),
            Description("The `notesVersion` that was read, such as `\"3\"`. If omitted or `*`, the notes are replaced unconditionally.")
        ]
            string? ifMatch,
        CancellationToken cancellationToken)
    {
        if (!VersionTags.TryReadIfMatch(Request.Headers.IfMatch, out var versions))
        {
            return new ProblemResult(Refusal.Invalid([(nameof(ifMatch), Problems.Say("field.invalid", Problems.LanguageOf(HttpContext)))]));
        }

        Response.Headers.ETag = VersionTags.Of(await mediator.Send(new EditCallNotes(id, request.Text, versions), cancellationToken));
        return NoContent();
    }
}

/// <param name="Text">Up to 10,000 characters; an empty text removes the notes.</param>
public sealed record EditNotesRequest([Required(AllowEmptyStrings = true)] string Text);

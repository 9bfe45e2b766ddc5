using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Notes;
using CrmVoice.Application.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using FluentValidation;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallNotesController(IMediator mediator) : Controller
{
    [HttpGet("/calls/{id:guid}/notes"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellationToken) =>
        PartialView("_NotesFields", await mediator.Send(new GetCall(id), cancellationToken));

    /// <summary>For a page that shows the notes while others write.</summary>
    [HttpGet("/calls/{id:guid}/notes/text"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Text(Guid id, CancellationToken cancellationToken) =>
        Json(await mediator.Send(new GetCallNotes(id), cancellationToken));

    [HttpPost("/calls/{id:guid}/notes"), RequirePermission(Permission.PlaceCalls), RequestSizeLimit(RequestLimits.LongForm)]
    public async Task<IActionResult> Update(Guid id, NotesForm form, CancellationToken cancellationToken)
    {
        try
        {
            var notes = await mediator.Send(form.ToCommand(id), cancellationToken);
            return Request.IsHtmx() ? Json(notes) : LocalRedirect(PageOf(id));
        }
        catch (NotesChangedException changed)
        {
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return Request.IsHtmx()
                ? Json(NotesView.Of(changed.Notes, changed.Version))
                : View("Unsaved", UnsavedNotes.Both(id, form.Text ?? "", changed.Notes));
        }
        catch (ValidationException) when (!Request.IsHtmx())
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Unsaved", new UnsavedNotes(id, form.Text ?? "", form.Basis ?? "", IsTooLong: true));
        }
    }

    // The page that asked which words to keep is none that could be opened again.
    private string PageOf(Guid id) =>
        ReturnPath.From(Request) is var page && page != $"{Request.PathBase}{Request.Path}"
            ? page
            : Url.Action("Show", "Calls", new { id })!;
}

using CrmVoice.Application.Calls.Voicemails;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Calls;

/// <summary>The messages that callers left.</summary>
public sealed class VoicemailsController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/voicemails"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(
            new VoicemailsPage(
                await mediator.Send(new ListVoicemails(), cancellationToken),
                await mediator.Send(new ListMembers(), cancellationToken),
                await mediator.Send(new GetMyProfile(), cancellationToken)));

    [HttpPost("/voicemails/{id:guid}/heard"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Mark(Guid id, bool isHeard, CancellationToken cancellationToken)
    {
        await mediator.Send(new MarkVoicemail(id, isHeard), cancellationToken);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("/voicemails/{id:guid}/assignee"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Assign(Guid id, Guid? memberId, CancellationToken cancellationToken)
    {
        await mediator.Send(new AssignVoicemail(id, memberId), cancellationToken);
        TempData.Say(words["voicemails.assigned"]);
        return RedirectToAction(nameof(Index));
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>What whoever is on hold hears, where the organization has audio of its own.</summary>
public sealed class HoldAudiosController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/calls/hold-audio"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken)
    {
        var form = new HoldAudioForm();
        await form.PrepareAsync(mediator, cancellationToken);
        return View(form);
    }

    [HttpPost("/settings/calls/hold-audio"), RequirePermission(Permission.ManageCallSettings), RequestSizeLimit(RequestLimits.File)]
    public async Task<IActionResult> Update(HoldAudioForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["hold-audio.saved"]);
        return RedirectToAction(nameof(Edit));
    }

    [HttpPost("/settings/calls/hold-audio/removal"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Destroy(string? seen, CancellationToken cancellationToken)
    {
        await mediator.Send(new RemoveHoldAudio(seen), cancellationToken);
        TempData.Say(words["hold-audio.removed"]);
        return RedirectToAction(nameof(Edit));
    }

    [HttpGet("/settings/calls/hold-audio/sound"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Play(CancellationToken cancellationToken)
    {
        var present = await mediator.Send(new GetHoldAudio(), cancellationToken) ?? throw new NotFoundException("Audio");
        var file = await mediator.Send(new GetHoldAudioFile(present.Id), cancellationToken);
        return File(file.Content.ToArray(), file.ContentType, enableRangeProcessing: true);
    }
}

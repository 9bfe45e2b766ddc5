using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class OpeningHoursController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/opening-hours"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken)
    {
        var form = OpeningHoursForm.Of(await mediator.Send(new GetOpeningHours(), cancellationToken));
        await form.PrepareAsync(mediator, cancellationToken);
        return View(form);
    }

    [HttpPost("/settings/opening-hours"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Update(OpeningHoursForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["opening-hours.saved"]);
        return RedirectToAction(nameof(Edit));
    }
}

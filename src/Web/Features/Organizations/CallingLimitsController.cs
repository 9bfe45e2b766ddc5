using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallingLimitsController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/calling-limits"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken)
    {
        var form = CallingLimitsForm.Of(await mediator.Send(new GetCallingLimits(), cancellationToken));
        await form.PrepareAsync(mediator, cancellationToken);
        return View(form);
    }

    [HttpPost("/settings/calling-limits"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Update(CallingLimitsForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["calling-limits.saved"]);
        return RedirectToAction(nameof(Edit));
    }
}

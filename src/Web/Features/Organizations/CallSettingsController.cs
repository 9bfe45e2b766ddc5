using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallSettingsController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/calls"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken)
    {
        var form = CallSettingsForm.Of(await mediator.Send(new GetCallSettings(), cancellationToken));
        await form.PrepareAsync(mediator, cancellationToken);
        return View(form);
    }

    [HttpPost("/settings/calls"), RequirePermission(Permission.ManageCallSettings), RequestSizeLimit(RequestLimits.LongForm)]
    public async Task<IActionResult> Update(CallSettingsForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["call-settings.saved"]);
        return RedirectToAction(nameof(Edit));
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class PhonesController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/phones"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var form = new PhoneForm();
        await form.PrepareAsync(mediator, cancellationToken);
        return View(form);
    }

    [HttpPost("/settings/phones/{memberId:guid}"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Update(PhoneForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["phones.saved", form.Name ?? ""]);
        return RedirectToAction(nameof(Index));
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>A page that asks first: at Twilio it is gone for good, and verifying it again rings the telephone.</summary>
public sealed class CallerIdRemovalsController(IMediator mediator, CarrierErrorWords errors, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/numbers/{id:guid}/removal"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> New(Guid id, CancellationToken cancellationToken)
    {
        var form = new CallerIdRemovalForm { Id = id };
        await form.PrepareAsync(mediator, cancellationToken);
        return View(form);
    }

    [HttpPost("/settings/numbers/{id:guid}/removal"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Create(CallerIdRemovalForm form, CancellationToken cancellationToken)
    {
        var error = await mediator.Send(form.ToCommand(), cancellationToken);
        if (error is null)
        {
            TempData.Say(words["caller-id.removed"]);
        }
        else
        {
            TempData[Flash.Bad] = error.Code == 0
                ? words["caller-id.removal-unclear"].Value
                : $"{words["caller-id.not-removed"]} {errors.Why(error)}";
        }

        return RedirectToAction("Index", "Numbers");
    }
}

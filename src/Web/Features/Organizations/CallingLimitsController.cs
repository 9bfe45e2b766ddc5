using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallingLimitsController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    /// <summary>Where the money of the day stands, and what lets calls go on.</summary>
    public const string PathToBudget = "/settings/calling-limits#budget-stop";

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
        var command = form.ToCommand();
        if (command.DailyBudget is not null)
        {
            // The first budget waits for Twilio's prices; whether there are any by then is for the command to say.
            await mediator.Send(new ReadPrices(OwnCountryOnly: true), cancellationToken);
        }

        await mediator.Send(command, cancellationToken);
        TempData.Say(words["calling-limits.saved"]);
        return RedirectToAction(nameof(Edit));
    }

    [HttpPost("/settings/calling-limits/budget-stop"), RequirePermission(Permission.ManageCallSettings)]
    public async Task<IActionResult> LiftStop(bool lifted, CancellationToken cancellationToken)
    {
        await mediator.Send(new LiftBudgetStop(lifted), cancellationToken);
        TempData.Say(words[lifted ? "budget.lifted" : "budget.restored"]);
        return RedirectToAction(nameof(Edit));
    }
}

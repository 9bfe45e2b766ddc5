using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class CallerIdRulesController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpPost("/settings/numbers/caller-id"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Update(CallerIdRuleForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["numbers.rule-saved"]);
        return RedirectToAction("Index", "Numbers");
    }
}

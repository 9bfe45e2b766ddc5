using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class TwilioAccountController(IMediator mediator, Viewer viewer, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/twilio-account"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken)
    {
        var account = await mediator.Send(new GetTwilioAccount(), cancellationToken);
        var form = TwilioAccountForm.Of(account, viewer);
        var typed = account is { HasImportedNumbers: false } ? account.Numbers : [];
        this.PointOut(form, typed.Select(viewer.ProblemOf).FirstOrDefault(problem => problem is not null), viewer, words);
        return View(form);
    }

    [HttpPost("/settings/twilio-account"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Update(TwilioAccountForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["twilio.saved"]);
        return RedirectToAction(nameof(Edit));
    }
}

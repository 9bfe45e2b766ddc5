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
    public async Task<IActionResult> Edit(CancellationToken cancellationToken) =>
        View(TwilioAccountForm.Of(await mediator.Send(new GetTwilioAccount(), cancellationToken), viewer));

    [HttpPost("/settings/twilio-account"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Update(TwilioAccountForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["twilio.saved"]);
        return RedirectToAction(nameof(Edit));
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class NumberImportsController(IMediator mediator, CarrierErrorWords errors, IStringLocalizer<Words> words) : Controller
{
    [HttpPost("/settings/numbers/imports"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Create(CancellationToken cancellationToken)
    {
        var import = await mediator.Send(new ImportNumbers(), cancellationToken);
        if (import.Error is { } error)
        {
            TempData[Flash.Bad] = $"{words["numbers.not-imported"]} {errors.Why(error)} {errors.Next(error, isAdmin: true)}";
        }
        else if (import.Listed == 0)
        {
            TempData[Flash.Bad] = words["numbers.none-listed"].Value;
        }
        else
        {
            TempData.Say(words["numbers.imported", import.Listed, import.Added, import.Removed]);
        }

        if (import is { Error: null, CallerIdsError: { } refusal })
        {
            TempData[Flash.Bad] = $"{words["numbers.caller-ids-not-imported"]} {errors.Why(refusal)}";
        }

        return RedirectToAction("Index", "Numbers");
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class MemberApiTokensController(IMediator mediator, IStringLocalizer<Words> words) : Controller
{
    [HttpPost("/settings/people/{memberId:guid}/api-tokens/revocation"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Destroy(Guid memberId, CancellationToken cancellationToken)
    {
        await mediator.Send(new RevokeMemberApiTokens(memberId), cancellationToken);
        TempData.Say(words["people.tokens.revoked"]);
        return RedirectToAction("Index", "People");
    }
}

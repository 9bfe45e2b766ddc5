using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>The accounts that members have at the organization's sign-in provider.</summary>
public sealed class MemberProviderAccountsController(IMediator mediator, Session session, IStringLocalizer<Words> words) : Controller
{
    [HttpPost("/settings/people/{memberId:guid}/provider-account/removal"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Destroy(Guid memberId, CancellationToken cancellationToken)
    {
        session.Invalidate(await mediator.Send(new UnlinkProviderAccount(memberId), cancellationToken));
        TempData.Say(words["people.provider-account.unlinked"]);
        return RedirectToAction("Index", "People");
    }
}

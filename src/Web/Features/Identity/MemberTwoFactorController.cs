using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>What admins decide of other people's two-factor sign-in.</summary>
public sealed class MemberTwoFactorController(IMediator mediator, Session session, IStringLocalizer<Words> words) : Controller
{
    /// <summary>For everybody in the organization.</summary>
    [HttpPost("/settings/people/two-factor"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Update(bool? required, CancellationToken cancellationToken)
    {
        if (required is not { } isRequired)
        {
            return BadRequest();
        }

        await mediator.Send(new RequireTwoFactor(isRequired), cancellationToken);
        session.Invalidate();
        TempData.Say(words[isRequired ? "people.two-factor.now-required" : "people.two-factor.now-optional"]);
        return RedirectToAction("Index", "People");
    }

    [HttpPost("/settings/people/{memberId:guid}/two-factor/reset"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Destroy(Guid memberId, CancellationToken cancellationToken)
    {
        session.Invalidate(await mediator.Send(new ResetMemberTwoFactor(memberId), cancellationToken));
        TempData.Say(words["people.two-factor.was-reset"]);
        return RedirectToAction("Index", "People");
    }
}

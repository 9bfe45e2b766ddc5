using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class DeactivationsController(IMediator mediator, Session session, IStringLocalizer<Words> words) : Controller
{
    [HttpPost("/settings/people/{memberId:guid}/deactivation"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Create(Guid memberId, CancellationToken cancellationToken)
    {
        await mediator.Send(new DeactivateMember(memberId), cancellationToken);
        session.Invalidate(new MembershipId(memberId));
        TempData.Say(words["people.deactivated"]);
        return RedirectToAction("Index", "People");
    }

    [HttpPost("/settings/people/{memberId:guid}/reactivation"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Destroy(Guid memberId, CancellationToken cancellationToken)
    {
        await mediator.Send(new ReactivateMember(memberId), cancellationToken);
        TempData.Say(words["people.reactivated"]);
        return RedirectToAction("Index", "People");
    }
}

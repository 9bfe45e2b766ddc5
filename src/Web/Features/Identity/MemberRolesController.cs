using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class MemberRolesController(IMediator mediator, ICurrentUser user, Session session, IStringLocalizer<Words> words)
    : Controller
{
    [HttpPost("/settings/people/{memberId:guid}/role"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Update(Guid memberId, string? role, int? version, CancellationToken cancellationToken)
    {
        await mediator.Send(new ChangeMemberRole(memberId, InvitationForm.ReadRole(role), version), cancellationToken);
        session.Invalidate(new MembershipId(memberId));
        TempData.Say(words["people.role-saved"]);
        // Whoever is no admin any more has no page of people.
        return memberId == user.MembershipId.Value ? LocalRedirect("~/") : RedirectToAction("Index", "People");
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class MemberPasswordLinksController(
    IMediator mediator, IConfiguration configuration, ICurrentUser user, IStringLocalizer<Words> words) : Controller
{
    [HttpPost("/settings/people/{memberId:guid}/password-links"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Create(Guid memberId, CancellationToken cancellationToken)
    {
        if (User.IsByProvider() && user.MembershipId.Value == memberId)
        {
            // One's own password concerns all organizations, now and later.
            return RedirectToAction("Index", "MySecurity");
        }

        var made = await mediator.Send(new MakeMemberPasswordLink(memberId), cancellationToken);
        LinkToCopy.Below(configuration, PasswordsController.PathOf(made.Link), words["people.password-link", made.Name]).Show(TempData);
        return RedirectToAction("Index", "People");
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class MemberPasswordLinksController(IMediator mediator, IConfiguration configuration, IStringLocalizer<Words> words)
    : Controller
{
    [HttpPost("/settings/people/{memberId:guid}/password-links"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Create(Guid memberId, CancellationToken cancellationToken)
    {
        var made = await mediator.Send(new MakeMemberPasswordLink(memberId), cancellationToken);
        LinkToCopy.Below(configuration, PasswordsController.PathOf(made.Link), words["people.password-link", made.Name]).Show(TempData);
        return RedirectToAction("Index", "People");
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class InvitationsController(IMediator mediator, IConfiguration configuration, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/people/invitations/new"), RequirePermission(Permission.ManagePeople)]
    public IActionResult New() => View(new InvitationForm { Role = "agent" });

    [HttpPost("/settings/people/invitations"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Create(InvitationForm form, CancellationToken cancellationToken) =>
        Show(await mediator.Send(form.ToCommand(), cancellationToken));

    /// <summary>A new link in place of the last one.</summary>
    [HttpPost("/settings/people/invitations/{invitationId:guid}/links"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Update(Guid invitationId, CancellationToken cancellationToken) =>
        Show(await mediator.Send(new ResendInvitation(invitationId), cancellationToken));

    [HttpPost("/settings/people/invitations/{invitationId:guid}/revocation"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Destroy(Guid invitationId, CancellationToken cancellationToken)
    {
        await mediator.Send(new RevokeInvitation(invitationId), cancellationToken);
        TempData.Say(words["people.revoked"]);
        return RedirectToAction("Index", "People");
    }

    private RedirectToActionResult Show(InvitationLink link)
    {
        var text = link.MailedTo is { } address ? words["people.link.mailed", address] : words["people.link", link.Name];
        LinkToCopy.Below(configuration, InvitationAnswersController.PathOf(link.Token), text).Show(TempData);
        return RedirectToAction("Index", "People");
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Identity;

/// <param name="Link">One that was just made, to be copied; null where there is none.</param>
public sealed record PeoplePage(
    IReadOnlyList<PersonView> People, IReadOnlyList<InvitationView> Invitations, SignInPolicyView Policy, LinkToCopy? Link);

public sealed class PeopleController(IMediator mediator) : Controller
{
    [HttpGet("/settings/people"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => View(new PeoplePage(
        await mediator.Send(new ListPeople(), cancellationToken),
        await mediator.Send(new ListInvitations(), cancellationToken),
        await mediator.Send(new GetSignInPolicy(), cancellationToken),
        LinkToCopy.Take(TempData)));
}

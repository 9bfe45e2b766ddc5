using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <param name="Link">One that was just made, to be copied; null where there is none.</param>
public sealed record InstallationOrganizationsPage(IReadOnlyList<OrganizationRow> Organizations, LinkToCopy? Link);

/// <summary>The organizations of the installation, for its admins, who see that they are there and nothing of what is in them.</summary>
[RequirePermission(Permission.ManageInstallation)]
public sealed class InstallationOrganizationsController(
    IMediator mediator, OtherOrganization other, IConfiguration configuration, Viewer viewer, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/installation/organizations")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => View(
        new InstallationOrganizationsPage(await mediator.Send(new ListOrganizations(), cancellationToken), LinkToCopy.Take(TempData)));

    [HttpGet("/installation/organizations/new")]
    public IActionResult New() => View(InstallationOrganizationForm.Suggest(viewer));

    [HttpPost("/installation/organizations")]
    public async Task<IActionResult> Create(InstallationOrganizationForm form, CancellationToken cancellationToken) =>
        Show(await other.SendToNewAsync(form.ToCommand(), cancellationToken));

    /// <summary>A new link for its first admin, as long as nobody has joined.</summary>
    [HttpPost("/installation/organizations/{organizationId:guid}/invitation-links")]
    public async Task<IActionResult> Update(Guid organizationId, CancellationToken cancellationToken) =>
        Show(await other.SendAsync(new OrganizationId(organizationId), new RenewFirstInvitation(), cancellationToken));

    private RedirectToActionResult Show(InvitationLink link)
    {
        var text = link.MailedTo is { } address ? words["people.link.mailed", address] : words["people.link", link.Name];
        LinkToCopy.Below(configuration, InvitationAnswersController.PathOf(link.Token), text).Show(TempData);
        return RedirectToAction(nameof(Index));
    }
}

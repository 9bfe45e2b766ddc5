using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class CurrentOrganizationController(
    ISignIns signIns, ICurrentUser user, Session session, IStringLocalizer<Words> words) : Controller
{
    [HttpPost("/organization"), RequirePermission(Permission.UseOwnProfile), TakesFormsOfAnySession]
    public async Task<IActionResult> Update(Guid organizationId, CancellationToken cancellationToken)
    {
        var membership =
            (await signIns.ListAsync(user.UserId, cancellationToken)).FirstOrDefault(m => m.OrganizationId.Value == organizationId)
            ?? throw new NotFoundException("Membership");
        if (User.IsByProvider() && membership.OrganizationId != user.OrganizationId)
        {
            TempData[Flash.Bad] = words["nav.organization.by-password"].Value;
            return LocalRedirect("~/");
        }

        await session.SwitchOrganizationAsync(user.UserId, membership);
        return LocalRedirect("~/");
    }
}

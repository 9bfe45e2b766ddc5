using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Identity;

public sealed class OrganizationMenuViewComponent(ISignIns signIns, ICurrentUser user) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        View(
            "/Features/Identity/Views/_OrganizationMenu.cshtml",
            (user.OrganizationId, await signIns.ListAsync(user.UserId, HttpContext.RequestAborted), UserClaimsPrincipal.IsByProvider()));
}

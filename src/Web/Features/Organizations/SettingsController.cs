using CrmVoice.Application.Common;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

public sealed class SettingsController : Controller
{
    [HttpGet("/settings"), RequirePermission(Permission.UseOwnProfile)]
    public IActionResult Index() => RedirectToAction("Edit", "MyPhone");
}

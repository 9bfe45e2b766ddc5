using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>How the person signed in gets in, and where else that is.</summary>
public sealed class MySecurityController(IMediator mediator, ICurrentUser user, Session session, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/my-security"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(new OwnProofForm { Security = await mediator.Send(new GetMySecurity(), cancellationToken) });

    /// <summary>Signs out everywhere but here.</summary>
    [HttpPost("/settings/my-security/other-sessions/end"), RequirePermission(Permission.UseOwnProfile), ByPasswordOnly]
    public async Task<IActionResult> EndOthers()
    {
        await session.EndOthersAsync(user);
        TempData.Say(words["security.others-ended"]);
        return RedirectToAction(nameof(Index));
    }
}

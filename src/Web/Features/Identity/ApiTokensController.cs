using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <param name="Created">One that was just made, to be copied; null where there is none.</param>
public sealed record ApiTokensPage(IReadOnlyList<ApiTokenView> Tokens, LinkToCopy? Created);

public sealed class ApiTokensController(IMediator mediator, Viewer viewer, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/me/api-tokens"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View(new ApiTokensPage(await mediator.Send(new ListMyApiTokens(), cancellationToken), LinkToCopy.Take(TempData)));

    [HttpGet("/me/api-tokens/new"), RequirePermission(Permission.UseOwnProfile)]
    public IActionResult New() => View(new ApiTokenForm { Scope = "read", Lasts = "90" });

    [HttpPost("/me/api-tokens"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Create(ApiTokenForm form, CancellationToken cancellationToken)
    {
        var created = await mediator.Send(form.ToCommand(viewer), cancellationToken);
        new LinkToCopy(words["api-tokens.created", created.Name], created.Token).Show(TempData);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("/me/api-tokens/{tokenId:guid}/revocation"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Destroy(Guid tokenId, CancellationToken cancellationToken)
    {
        await mediator.Send(new RevokeMyApiToken(tokenId), cancellationToken);
        TempData.Say(words["api-tokens.revoked"]);
        return RedirectToAction(nameof(Index));
    }
}

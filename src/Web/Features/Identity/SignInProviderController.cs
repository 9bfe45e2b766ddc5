using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>The organization's own provider of sign-ins (OpenID Connect).</summary>
public sealed class SignInProviderController(IMediator mediator, Session session, IStringLocalizer<Words> words) : Controller
{
    private const string Path = "/settings/sign-in-provider";

    [HttpGet(Path), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken) =>
        View(SignInProviderForm.Of(await mediator.Send(new GetSignInProvider(), cancellationToken)));

    [HttpPost(Path), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Update(SignInProviderForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        session.Invalidate();
        TempData.Say(words["sign-in-provider.saved"]);
        return RedirectToAction(nameof(Edit));
    }

    [HttpPost(Path + "/removal"), RequirePermission(Permission.ManagePeople)]
    public async Task<IActionResult> Destroy(CancellationToken cancellationToken)
    {
        await mediator.Send(new RemoveSignInProvider(), cancellationToken);
        session.Invalidate();
        TempData.Say(words["sign-in-provider.removed"]);
        return RedirectToAction(nameof(Edit));
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>The authenticator app of the person signed in.</summary>
public sealed class AuthenticatorsController(
    IMediator mediator,
    ICurrentUser user,
    ITwoFactor twoFactor,
    AuthenticatorKeys keys,
    OwnProof proof,
    Session session,
    IStringLocalizer<Words> words) : Controller
{
    public const string Path = "/settings/my-security/authenticator";

    [HttpGet(Path), RequirePermission(Permission.UseOwnProfile), OpenWithoutTwoFactor, ByPasswordOnly]
    public async Task<IActionResult> New(CancellationToken cancellationToken)
    {
        var key = twoFactor.NewKey();
        return await ShowAsync(new AuthenticatorForm { Token = keys.Protect(user.UserId, key) }, key, cancellationToken);
    }

    [HttpPost(Path), RequirePermission(Permission.UseOwnProfile), OpenWithoutTwoFactor, ByPasswordOnly]
    public async Task<IActionResult> Create(AuthenticatorForm form, CancellationToken cancellationToken)
    {
        if (keys.Read(user.UserId, form.Token) is not { } key)
        {
            TempData[Flash.Bad] = words["security.key-over"].Value;
            return RedirectToAction(nameof(New));
        }

        try
        {
            RecoveryCodesController.Keep(TempData, await mediator.Send(new TurnOnTwoFactor(key, form.Code ?? ""), cancellationToken));
            session.Invalidate(user.UserId);
            return RedirectToAction("Index", "RecoveryCodes");
        }
        catch (Exception refused) when (refused is ValidationException or DomainRuleException { Code: RuleCodes.WrongCode })
        {
            ModelState.AddModelError(nameof(form.Code), words["error.wrong-code"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(form, key, cancellationToken);
        }
    }

    [HttpPost(Path + "/removal"), RequirePermission(Permission.UseOwnProfile), ByPasswordOnly]
    public async Task<IActionResult> Destroy(OwnProofForm form, CancellationToken cancellationToken)
    {
        if (await proof.FindRefusalAsync(this, form, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await mediator.Send(new TurnOffTwoFactor(), cancellationToken);
        session.Invalidate(user.UserId);
        TempData.Say(words["security.turned-off"]);
        return RedirectToAction("Index", "MySecurity");
    }

    private async Task<IActionResult> ShowAsync(AuthenticatorForm form, string key, CancellationToken cancellationToken)
    {
        var me = await mediator.Send(new GetMySecurity(), cancellationToken);
        if (me.TwoFactor is not null)
        {
            return RedirectToAction("Index", "MySecurity");
        }

        (form.Key, form.Email, form.IsDue) = (key, me.Email, HttpContext.Features.Get<TwoFactorDue>() is not null);
        return View(nameof(New), form);
    }
}

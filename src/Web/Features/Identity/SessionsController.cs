using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

[AllowAnonymous]
public sealed class SessionsController(IPasswords passwords, ISignIns signIns, Session session, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/sign-in")]
    public IActionResult New(string? returnUrl) =>
        User.Identity?.IsAuthenticated == true ? LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "~/") : View(new SignInForm { ReturnUrl = returnUrl });

    [HttpPost("/sign-in"), TakesFormsOfAnySession]
    public async Task<IActionResult> Create(SignInForm form, CancellationToken cancellationToken)
    {
        var check = await passwords.CheckAsync(form.Email?.Trim() ?? "", form.Password ?? "", cancellationToken);
        if (check.UserId is not { } user || await signIns.ListAsync(user, cancellationToken) is not [var first, ..])
        {
            ModelState.AddModelError("", words[check.IsLockedOut ? "sign-in.locked" : "sign-in.wrong"]);
            return View(nameof(New), form);
        }

        await session.BeginAsync(user, first);
        return LocalRedirect(Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl : "~/");
    }

    [HttpPost("/sign-out"), TakesFormsOfAnySession]
    public async Task<IActionResult> Destroy()
    {
        await HttpContext.SignOutAsync();
        TempData[Flash.SignedOut] = User.FindId(CrmVoiceClaims.User)?.ToString();
        TempData.Say(words["sign-in.signed-out"]);
        return RedirectToAction(nameof(New));
    }
}

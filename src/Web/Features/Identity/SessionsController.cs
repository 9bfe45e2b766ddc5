using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

[AllowAnonymous]
public sealed class SessionsController(SignInThrottle door, SignInRefusals refusals, Session session, IStringLocalizer<Words> words)
    : Controller
{
    [HttpGet("/sign-in")]
    public IActionResult New(string? returnUrl) =>
        // Whoever came by a provider may go on with the password.
        User.Identity?.IsAuthenticated == true && !User.IsByProvider()
            ? LocalRedirect(ReturnPath.Read(Url, returnUrl))
            : View(new SignInForm { ReturnUrl = returnUrl });

    [HttpPost("/sign-in"), TakesFormsOfAnySession]
    public async Task<IActionResult> Create(SignInForm form)
    {
        var attempt = await door.TryAsync(HttpContext, form.Email, form.Password);
        if (attempt is SignInAttempt.NeedsCode asked)
        {
            ModelState.Clear();
            return View("Code", new SignInCodeForm { Ticket = asked.Ticket, ReturnUrl = form.ReturnUrl });
        }

        if (attempt is not SignInAttempt.Right { Memberships: [var first, ..] } right)
        {
            refusals.Explain(attempt, this);
            return View(nameof(New), form);
        }

        await session.BeginAsync(right.UserId, first);
        return LocalRedirect(ReturnPath.Read(Url, form.ReturnUrl));
    }

    [HttpPost("/sign-out"), TakesFormsOfAnySession]
    public async Task<IActionResult> Destroy()
    {
        TempData[Flash.SignedOut] = User.FindId(CrmVoiceClaims.User)?.ToString();
        await session.EndAsync();
        TempData.Say(words["sign-in.signed-out"]);
        return RedirectToAction(nameof(New));
    }
}

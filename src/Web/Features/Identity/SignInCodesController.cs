using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Asks for the code after a right password.</summary>
[AllowAnonymous]
public sealed class SignInCodesController(SignInThrottle door, SignInRefusals refusals, Session session, IStringLocalizer<Words> words)
    : Controller
{
    private const string Path = "/sign-in/code";

    // Where somebody reloads the page, or comes back to it.
    [HttpGet(Path)]
    public IActionResult New() => RedirectToAction("New", "Sessions");

    [HttpPost(Path), TakesFormsOfAnySession]
    public async Task<IActionResult> Create(SignInCodeForm form)
    {
        switch (await door.TryCodeAsync(HttpContext, form.Ticket, form.Code))
        {
            case SignInAttempt.Right { Memberships: [var first, ..] } right:
                await session.BeginAsync(right.UserId, first);
                return LocalRedirect(ReturnPath.Read(Url, form.ReturnUrl));
            case SignInAttempt.TicketIsOver:
                TempData[Flash.Bad] = words["sign-in.code.over"].Value;
                return RedirectToAction("New", "Sessions", new { form.ReturnUrl });
            case var attempt:
                refusals.Explain(attempt, this, "sign-in.code.wrong");
                return View("~/Features/Identity/Views/Sessions/Code.cshtml", form);
        }
    }
}

using System.Globalization;
using CrmVoice.Application.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Mails a link to choose a new password, where there is mail. What it answers does not depend on who has the address.</summary>
[AllowAnonymous]
public sealed class ForgottenPasswordsController(IMediator mediator, IMailOutbox mail, SignInThrottle door, IStringLocalizer<Words> words)
    : Controller
{
    private const string Path = "/forgot-password";

    [HttpGet(Path)]
    public IActionResult New() => mail.IsSent ? View(new ForgottenPasswordForm()) : RedirectToAction("New", "Sessions");

    [HttpPost(Path), TakesFormsOfAnySession]
    public async Task<IActionResult> Create(ForgottenPasswordForm form, CancellationToken cancellationToken)
    {
        if (!mail.IsSent)
        {
            return RedirectToAction("New", "Sessions");
        }

        if (door.CountMail(HttpContext, form.Email) is { } wait)
        {
            SignInRefusals.AskToWait(Response, wait);
            ModelState.AddModelError("", words["forgot-password.too-many"]);
            return View(nameof(New), form);
        }

        await mediator.Send(form.ToCommand(RequestCultures.Nearest(CultureInfo.CurrentUICulture.Name) ?? "en"), cancellationToken);
        return View("Sent", form);
    }
}

using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

[AllowAnonymous]
public sealed class PasswordsController(IMediator mediator, IPasswordLinks links, Session session, IStringLocalizer<Words> words)
    : Controller
{
    private const string Path = "/choose-password";

    /// <summary>Under the public address.</summary>
    public static string PathOf(PasswordLink link) => $"{Path}?user={link.UserId.Value:D}&token={Uri.EscapeDataString(link.Token)}";

    [HttpGet(Path)]
    public async Task<IActionResult> Edit(ChoosePasswordForm form, CancellationToken cancellationToken)
    {
        ModelState.Clear();
        return await ShowAsync(form, cancellationToken);
    }

    [HttpPost(Path), TakesFormsOfAnySession]
    public async Task<IActionResult> Update(ChoosePasswordForm form, CancellationToken cancellationToken)
    {
        switch (await mediator.Send(new ChoosePassword(form.Link, form.Password ?? ""), cancellationToken))
        {
            case PasswordChoice.Chosen:
                session.Invalidate(form.Link.UserId);
                TempData.Say(words["choose-password.saved"]);
                return RedirectToAction(nameof(SessionsController.New), "Sessions");
            case PasswordChoice.TooWeak:
                ModelState.AddModelError(
                    nameof(form.Password),
                    words["choose-password.weak", IPasswordLinks.ShortestPassword, IPasswordLinks.FewestDifferent]);
                break;
        }

        return await ShowAsync(form, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(ChoosePasswordForm form, CancellationToken cancellationToken)
    {
        if (await links.FindPersonAsync(form.Link, cancellationToken) is not { } email)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return View("LinkIsOver");
        }

        ViewData["Email"] = email;
        return View(nameof(Edit), form);
    }
}

using CrmVoice.Application.Identity;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Hosting;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

/// <summary>Sets up an installation: first the code from the log, then the first organization and its admin.</summary>
[AllowAnonymous, OpenBeforeFirstRun]
public sealed class FirstRunController(
    FirstRun firstRun, IMediator mediator, ISignIns signIns, Session session, Viewer viewer, IStringLocalizer<Words> words) : Controller
{
    public const string Path = "/first-run";

    private const string EnteredCode = "first-run.code";

    // Another one after a restart: what was entered before is worth nothing then.
    private bool HasCode => firstRun.IsCode(TempData.Peek(EnteredCode) as string);

    [HttpGet(Path)]
    public async Task<IActionResult> New(CancellationToken cancellationToken) =>
        !await firstRun.IsPendingAsync(cancellationToken) ? RedirectToAction("New", "Sessions")
        : HasCode ? View(FirstRunForm.Suggest(viewer))
        : View("Code", new FirstRunCodeForm());

    [HttpPost(Path + "/code")]
    public async Task<IActionResult> Unlock(FirstRunCodeForm form, CancellationToken cancellationToken)
    {
        if (!await firstRun.IsPendingAsync(cancellationToken))
        {
            return Over();
        }

        if (firstRun.Try(HttpContext, form.Code) is { } attempt)
        {
            return Refuse(attempt, form);
        }

        TempData[EnteredCode] = form.Code;
        return RedirectToAction(nameof(New));
    }

    [HttpPost(Path)]
    public async Task<IActionResult> Create(FirstRunForm form, CancellationToken cancellationToken)
    {
        if (!await firstRun.IsPendingAsync(cancellationToken))
        {
            return Over();
        }

        if (!HasCode)
        {
            return RedirectToAction(nameof(New));
        }

        try
        {
            var admin = await mediator.Send(form.ToCommand(), cancellationToken);
            await session.BeginAsync(admin, (await signIns.ListAsync(admin, cancellationToken))[0]);
        }
        catch (DomainRuleException refused) when (refused.Code is RuleCodes.AlreadySetUp)
        {
            return Over();
        }

        TempData.Remove(EnteredCode);
        return RedirectToAction("Index", "FirstSteps");
    }

    private ViewResult Refuse(SignInAttempt attempt, FirstRunCodeForm form)
    {
        var wait = (attempt as SignInAttempt.TooMany)?.Wait ?? (attempt is SignInAttempt.Busy ? SignInAttempt.Busy.Wait : TimeSpan.Zero);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        SignInRefusals.AskToWait(Response, wait);
        ModelState.AddModelError(nameof(form.Code), words[wait > TimeSpan.Zero ? "first-run.code.wait" : "first-run.code.wrong"]);
        return View("Code", form);
    }

    private ViewResult Over()
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Over");
    }
}

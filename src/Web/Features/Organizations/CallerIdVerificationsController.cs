using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>
/// A number of the organization's own telephones is shown to be theirs: Twilio calls it, and the code is typed there. The code is kept in
/// the browser of whoever asked for it, encrypted, and nowhere else.
/// </summary>
public sealed class CallerIdVerificationsController(IMediator mediator, Viewer viewer, CarrierErrorWords errors) : Controller
{
    private const string Code = "caller-id-code";

    /// <param name="verificationId">One that is to be tried again.</param>
    [HttpGet("/settings/numbers/verifications/new"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> New(Guid? verificationId, CancellationToken cancellationToken)
    {
        var before = verificationId is { } id ? await mediator.Send(new GetVerification(id), cancellationToken) : null;
        return View(new CallerIdVerificationForm
        {
            Number = before is null ? null : viewer.Number(before.Number),
            Label = before?.Label,
        });
    }

    // Whoever leaves the page meanwhile has the telephone rung all the same.
    [HttpPost("/settings/numbers/verifications"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Create(CallerIdVerificationForm form)
    {
        var started = await mediator.Send(form.ToCommand(), CancellationToken.None);
        if (started.Id is not { } id)
        {
            TempData[Flash.Bad] = errors.Why(started.Error!);
            return RedirectToAction(nameof(New));
        }

        TempData[Code] = started.Code is null ? null : $"{id} {started.Code}";
        return RedirectToAction(nameof(Show), new { verificationId = id });
    }

    [HttpGet("/settings/numbers/verifications/{verificationId:guid}"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Show(Guid verificationId, CancellationToken cancellationToken) =>
        View(PageOf(await mediator.Send(new GetVerification(verificationId), cancellationToken)));

    [
        HttpPost("/settings/numbers/verifications/{verificationId:guid}/updates"),
        RequirePermission(Permission.ManageTwilioAccount),
        AsksTwilio
    ]
    public async Task<IActionResult> Update(Guid verificationId, CancellationToken cancellationToken)
    {
        var page = PageOf(await mediator.Send(new FollowVerification(verificationId), cancellationToken));
        return Request.IsHtmx() ? PartialView("_Verification", page) : RedirectToAction(nameof(Show), new { verificationId });
    }

    private CallerIdVerificationPage PageOf(VerificationView verification)
    {
        var code = (TempData.Peek(Code) as string)?.Split(' ') is [var id, var digits] && id == $"{verification.Id}" ? digits : null;
        if (!verification.IsOpen && code is not null)
        {
            TempData.Remove(Code);
        }

        return new CallerIdVerificationPage(verification, verification.IsOpen ? code : null);
    }
}

/// <param name="Code">What has to be typed; null where it is over, or somebody else asked.</param>
public sealed record CallerIdVerificationPage(VerificationView Verification, string? Code);

using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Voice;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class MyPhoneController(IMediator mediator, Viewer viewer, CarrierErrorWords errors, IStringLocalizer<Words> words)
    : Controller
{
    private const string CodeField = "Code";

    [HttpGet("/settings/my-phone"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken)
    {
        var me = await mediator.Send(new GetMyProfile(), cancellationToken);
        var form = MyPhoneForm.Of(me, viewer);
        this.PointOut(form, me.PendingPhone is null ? me.PhoneProblem : null, viewer, words);
        return View(form);
    }

    [HttpPost("/settings/my-phone"), RequirePermission(Permission.UseOwnProfile), AsksTwilio]
    public async Task<IActionResult> Update(MyPhoneForm form, CancellationToken cancellationToken)
    {
        var code = await mediator.Send(form.ToCommand(), cancellationToken);
        Response.RememberLanguage(RequestCultures.Nearest(form.Language));
        if (code is null)
        {
            TempData.Say(words["my-phone.saved"]);
            return RedirectToAction(nameof(Edit));
        }

        return await SayAsync(code);
    }

    /// <summary>Another code for the number that waits for one, or the first for a phone that an admin has set.</summary>
    [HttpPost("/settings/my-phone/codes"), RequirePermission(Permission.UseOwnProfile), AsksTwilio]
    public async Task<IActionResult> Call(CancellationToken cancellationToken) =>
        await SayAsync(await mediator.Send(new RequestPhoneCode(), cancellationToken));

    [HttpPost("/settings/my-phone/confirmation"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Confirm(string? code, CancellationToken cancellationToken)
    {
        var confirmation = await mediator.Send(new ConfirmMyPhone(code), cancellationToken);
        switch (confirmation.Answer)
        {
            case PhoneCodeAnswer.Wrong:
                ModelState.AddModelError(
                    CodeField,
                    words[confirmation.TriesLeft == 1 ? "my-phone.code.wrong.one" : "my-phone.code.wrong", confirmation.TriesLeft]);
                break;
            case PhoneCodeAnswer.Over:
                ModelState.AddModelError(CodeField, words["my-phone.code.over"]);
                break;
            case PhoneCodeAnswer.Confirmed:
                TempData.Say(words["my-phone.confirmed"]);
                return RedirectToAction(nameof(Edit));
            case PhoneCodeAnswer.NothingToConfirm:
                return RedirectToAction(nameof(Edit));
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Edit", MyPhoneForm.Of(await mediator.Send(new GetMyProfile(), cancellationToken), viewer));
    }

    // Whoever leaves the page meanwhile has the phone rung all the same.
    private async Task<IActionResult> SayAsync(PhoneCodeToSay code)
    {
        SaidPhoneCode said;
        try
        {
            said = await mediator.Send(new SayPhoneCode(code.Phone, code.Digits, code.Language));
        }
        catch (DomainRuleException)
        {
            // It could be said when it was made: the day's money, say, was spent since.
            await mediator.Send(new WithdrawPhoneCode(code.Id));
            throw;
        }

        if (!said.MayRing)
        {
            await mediator.Send(new WithdrawPhoneCode(code.Id));
        }

        TempData[said.Error is null ? Flash.Good : Flash.Bad] = said.Error is null
            ? words["my-phone.calling"].Value
            : errors.Why(said.Error);
        return RedirectToAction(nameof(Edit));
    }
}

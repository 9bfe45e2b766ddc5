using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Identity;

public sealed class MyPhoneController(IMediator mediator, Viewer viewer, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/my-phone"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Edit(CancellationToken cancellationToken)
    {
        var me = await mediator.Send(new GetMyProfile(), cancellationToken);
        var form = MyPhoneForm.Of(me, viewer);
        this.PointOut(form, me.PhoneProblem, viewer, words);
        return View(form);
    }

    [HttpPost("/settings/my-phone"), RequirePermission(Permission.UseOwnProfile)]
    public async Task<IActionResult> Update(MyPhoneForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        Response.RememberLanguage(RequestCultures.Nearest(form.Language));
        TempData.Say(words["my-phone.saved"]);
        return RedirectToAction(nameof(Edit));
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace CrmVoice.Web.Features.Organizations;

public sealed class NumbersController(IMediator mediator, Viewer viewer, IStringLocalizer<Words> words) : Controller
{
    [HttpGet("/settings/numbers"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken, int page = 1) =>
        View(CallerIdRuleForm.Of(await mediator.Send(new ListNumbers(Math.Clamp(page, 1, 10_000)), cancellationToken), page));

    [HttpGet("/settings/numbers/{id:guid}"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Edit(Guid id, CancellationToken cancellationToken)
    {
        var form = NumberForm.Of(await mediator.Send(new GetNumber(id), cancellationToken));
        await form.PrepareAsync(mediator, cancellationToken);
        return View(form);
    }

    [HttpPost("/settings/numbers/{id:guid}"), RequirePermission(Permission.ManageTwilioAccount)]
    public async Task<IActionResult> Update(NumberForm form, CancellationToken cancellationToken)
    {
        await mediator.Send(form.ToCommand(), cancellationToken);
        TempData.Say(words["numbers.saved", viewer.Number((await mediator.Send(new GetNumber(form.Id), cancellationToken)).Number)]);
        return RedirectToAction(nameof(Index));
    }
}

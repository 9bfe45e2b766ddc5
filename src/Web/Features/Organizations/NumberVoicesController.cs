using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Organizations;

/// <summary>The page is there at once; the numbers come when Twilio has answered, and again after each change.</summary>
public sealed class NumberVoicesController(IMediator mediator) : Controller
{
    [HttpGet("/settings/numbers/voice"), RequirePermission(Permission.ManageTwilioAccount)]
    public IActionResult Index() => View(model: null);

    [HttpPost("/settings/numbers/voice"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public Task<IActionResult> Create(CancellationToken cancellationToken) => ShowAsync([], isUndo: false, cancellationToken);

    /// <param name="numbers">As the page offered them (<see cref="NumberVoicesPage.Offer"/>).</param>
    /// <param name="cancellationToken">The request was given up.</param>
    [HttpPost("/settings/numbers/voice/changes"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Change(string? numbers, CancellationToken cancellationToken)
    {
        var results = await mediator.Send(new SetNumberVoices(NumberVoicesPage.Read(numbers)), cancellationToken);
        return await ShowAsync(results, isUndo: false, cancellationToken);
    }

    [HttpPost("/settings/numbers/{id:guid}/voice/undo"), RequirePermission(Permission.ManageTwilioAccount), AsksTwilio]
    public async Task<IActionResult> Undo(Guid id, CancellationToken cancellationToken) =>
        await ShowAsync([await mediator.Send(new UndoNumberVoice(id), cancellationToken)], isUndo: true, cancellationToken);

    private async Task<IActionResult> ShowAsync(IReadOnlyList<NumberVoiceResult> results, bool isUndo, CancellationToken cancellationToken)
    {
        var page = new NumberVoicesPage(await mediator.Send(new GetNumberVoices(), cancellationToken), results, isUndo);
        return Request.IsHtmx() ? PartialView("_Numbers", page) : View(nameof(Index), page);
    }
}

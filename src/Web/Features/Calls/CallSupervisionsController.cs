using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>Taking part in somebody else's call.</summary>
public sealed class CallSupervisionsController(IMediator mediator) : Controller
{
    /// <summary>Says what will happen before a telephone rings.</summary>
    /// <param name="mode">Listening where it is left out or says nothing.</param>
    [HttpGet("/calls/{id:guid}/supervision"), RequirePermission(Permission.OverrideCalls)]
    public async Task<IActionResult> New(Guid id, string? mode, CancellationToken cancellationToken)
    {
        var call = await mediator.Send(new GetCall(id), cancellationToken);
        var asked = new SupervisionAsked(call, Kebab.TryRead<SupervisionMode>(mode) ?? SupervisionMode.Listen);
        return Request.IsHtmx() ? PartialView("_Supervise", asked) : View("New", asked);
    }

    [HttpPost("/calls/{id:guid}/supervision"), RequirePermission(Permission.OverrideCalls)]
    public async Task<IActionResult> Create(Guid id, SupervisionMode mode, CancellationToken cancellationToken)
    {
        await mediator.Send(new SuperviseCall(id, mode), cancellationToken);
        return Request.IsHtmx() ? this.CallAsked() : RedirectToAction("Index", "Supervision");
    }

    [HttpPost("/calls/{id:guid}/supervision/end"), RequirePermission(Permission.OverrideCalls)]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken cancellationToken)
    {
        await mediator.Send(new EndSupervision(id), cancellationToken);
        return this.CallAsked();
    }
}

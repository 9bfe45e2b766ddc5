using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Calls;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

public sealed class CallsController(IMediator mediator, Viewer viewer) : Controller
{
    [HttpGet("/calls"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var filter = CallFilter.Of(Request.Query);
        var found = filter.CanBeUsed
            ? await mediator.Send(filter.ToQuery(viewer.Zone), cancellationToken)
            : new CallPage([], NextCursor: null);
        var contact = filter.Contact is { } id ? await mediator.Send(new FindContactName(id), cancellationToken) : null;
        return View(new CallsPage(filter, found, await mediator.Send(new ListMembers(), cancellationToken), contact));
    }

    [HttpGet("/calls/{id:guid}"), RequirePermission(Permission.SeeCalls)]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellationToken)
    {
        var call = await mediator.Send(new GetCall(id), cancellationToken);
        var namesakes = call is { Contact: null, ContactNumber: { } number }
            ? await mediator.Send(new ListContactsByPhone(number), cancellationToken)
            : [];
        // Whoever called in may be any of several: for a call that was placed the first of them is shown.
        var savedSince = namesakes.Count == 1 || (namesakes.Count > 1 && call.Direction is CallDirection.Outbound) ? namesakes[0] : null;
        var forensics = viewer.May(Permission.SeeWebhooks) ? await mediator.Send(new GetCallForensics(id), cancellationToken) : null;
        return View(new CallStory(call, forensics, savedSince, savedSince is null ? namesakes : []));
    }

    [HttpPost("/calls"), RequirePermission(Permission.PlaceCalls)]
    public async Task<IActionResult> Create(CallForm form, CancellationToken cancellationToken)
    {
        var call = await mediator.Send(form.ToCommand(), cancellationToken);
        if (!Request.IsHtmx())
        {
            return RedirectToAction(nameof(Show), new { call.Id });
        }

        Response.Htmx(headers => headers.WithTrigger("callPlaced"));
        return NoContent();
    }
}

using CrmVoice.Application.Calls.Forensics;
using CrmVoice.Application.Common;
using CrmVoice.Web.Security;
using CrmVoice.Web.Shared;
using Htmx;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Calls;

/// <summary>What the carrier itself has on record of a call, beside ours.</summary>
public sealed class CallCarrierRecordsController(IMediator mediator) : Controller
{
    [HttpGet("/calls/{id:guid}/carrier-records"), RequirePermission(Permission.SeeWebhooks), AsksTwilio]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellationToken)
    {
        var records = new CarrierRecords(id, await mediator.Send(new AskCarrierAboutCall(id), cancellationToken));
        return Request.IsHtmx() ? PartialView("_Records", records) : View(records);
    }
}

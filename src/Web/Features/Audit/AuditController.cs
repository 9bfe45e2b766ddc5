using CrmVoice.Application.Audit;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Audit;

/// <param name="Found">Nothing where the filter cannot be used.</param>
public sealed record AuditLogPage(AuditFilter Filter, AuditPage Found, IReadOnlyList<MemberView> Members);

public sealed class AuditController(IMediator mediator, Viewer viewer) : Controller
{
    [HttpGet("/settings/audit"), RequirePermission(Permission.SeeAudit)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var filter = AuditFilter.Of(Request.Query);
        var found = filter.CanBeUsed
            ? await mediator.Send(filter.ToQuery(viewer.Zone), cancellationToken)
            : new AuditPage([], NextCursor: null);
        return View(new AuditLogPage(filter, found, await mediator.Send(new ListMembers(), cancellationToken)));
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using CrmVoice.Application.Audit;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CrmVoice.Web.Features.Audit;

/// <summary>The audit log as a table for other programs, narrowed as the page is.</summary>
public sealed class AuditExportsController(IMediator mediator, Viewer viewer, AuditWords auditWords) : Controller
{
    private static readonly string[] columns =
        ["time", "member_id", "member", "action", "sentence", "record_kind", "record_id", "record", "ip_address", "changes"];

    [HttpGet("/settings/audit/export"), RequirePermission(Permission.SeeAudit)]
    public async Task<IActionResult> Show(CancellationToken cancellationToken)
    {
        var filter = AuditFilter.Of(Request.Query);
        if (!filter.CanBeUsed)
        {
            return RedirectToAction("Index", "Audit", filter.Narrowing);
        }

        var query = filter.ToQuery(viewer.Zone) with { Cursor = null };
        await mediator.Send(new RecordAuditExport(query), cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"audit-{viewer.Now.UtcDateTime:yyyy-MM-dd}.csv");
        return new CsvResult(name, RowsAsync(query with { Limit = ListAuditEntries.MaxAtOnce }, cancellationToken));
    }

    private async IAsyncEnumerable<IReadOnlyList<string?>> RowsAsync(
        ListAuditEntries query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return columns;
        string? cursor = null;
        do
        {
            var page = await mediator.Send(query with { Cursor = cursor }, cancellationToken);
            foreach (var entry in page.Items)
            {
                yield return RowOf(entry);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private IReadOnlyList<string?> RowOf(AuditEntryView entry) =>
    [
        entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        entry.MemberId?.ToString(),
        entry.Member,
        Kebab.Of(entry.Action),
        auditWords.Sentence(entry),
        Kebab.Of(entry.Kind),
        entry.RecordId.ToString(),
        entry.Record,
        entry.Address,
        string.Join("; ", entry.Changes.Select(auditWords.Change)),
    ];
}

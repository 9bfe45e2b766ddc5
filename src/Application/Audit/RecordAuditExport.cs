using System.Globalization;
using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Audit;

/// <summary>Somebody takes the audit log, or a part of it, out of CrmVoice.</summary>
/// <param name="What">What it is narrowed to.</param>
public sealed record RecordAuditExport(ListAuditEntries What) : ICommand;

internal sealed class RecordAuditExportHandler(IAuditLog audit, ICurrentUser user) : IRequestHandler<RecordAuditExport, Unit>
{
    public Task<Unit> Handle(RecordAuditExport command, CancellationToken cancellationToken)
    {
        var what = command.What;
        audit.Add(new Audited(AuditAction.AuditExported, AuditedKind.Organization, user.OrganizationId.Value)
        {
            Changes = AuditedChange.Between(
                ("filter-member", null, what.MemberId?.ToString()),
                ("filter-action", null, what.Action is { } action ? Kebab.Of(action) : null),
                ("filter-since", null, Write(what.Since)),
                ("filter-until", null, Write(what.Until))),
        });
        return Unit.Task;
    }

    private static string? Write(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Audit;

/// <summary>May look into another organization: whoever creates one is limited where that person comes from.</summary>
internal sealed class RecentActions(CrmVoiceDbContext db) : IRecentActions
{
    public async Task<IReadOnlyList<RecentAction>> ListAsync(
        OrganizationId organization,
        IReadOnlyCollection<AuditAction> actions,
        DateTimeOffset since,
        CancellationToken cancellationToken) =>
        await db.AuditEntries.OfAllOrganizations().AsNoTracking()
            .Where(entry => entry.OrganizationId == organization && entry.At >= since && actions.Contains(entry.Action))
            .OrderBy(entry => entry.At)
            .Select(entry => new RecentAction(entry.At, entry.MemberId))
            .ToListAsync(cancellationToken);
}

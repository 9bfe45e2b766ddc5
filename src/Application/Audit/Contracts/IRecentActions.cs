using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Audit.Contracts;

/// <summary>What was done lately, as the audit log has it: for limits on how often the same may be done.</summary>
public interface IRecentActions
{
    /// <param name="organization">Whose log; need not be the present one.</param>
    /// <param name="since">At or after (UTC).</param>
    /// <returns>Oldest first.</returns>
    Task<IReadOnlyList<RecentAction>> ListAsync(
        OrganizationId organization,
        IReadOnlyCollection<AuditAction> actions,
        DateTimeOffset since,
        CancellationToken cancellationToken);
}

/// <param name="At">UTC.</param>
/// <param name="By">Null for somebody who was not signed in, and at the command line.</param>
public sealed record RecentAction(DateTimeOffset At, MembershipId? By);

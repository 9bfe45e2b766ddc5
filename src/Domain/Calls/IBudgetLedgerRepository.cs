using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public interface IBudgetLedgerRepository
{
    /// <summary>The organization's; opened with the present unit of work where there is none yet.</summary>
    Task<BudgetLedger> GetAsync(OrganizationId organization, CancellationToken cancellationToken);
}

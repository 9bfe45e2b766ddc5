using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>
/// Of an organization with a budget for the day: whatever takes from it changes this row, so that of two that take at once the later one
/// is done over and sees what the first has taken.
/// </summary>
public sealed class BudgetLedger : IOrganizationOwned
{
    private BudgetLedger()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public int Version { get; private set; }

    public static BudgetLedger Open(OrganizationId organizationId) => new() { OrganizationId = organizationId };

    /// <summary>Something is taken from what was read to be left.</summary>
    public void Touch() => Version++;
}

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

    /// <summary>The day of which admins were last told that most of its money is spent, by its beginning (UTC); null for none.</summary>
    public DateTimeOffset? MostSpentToldAt { get; private set; }

    /// <summary>The same of the day on which nothing more was placed.</summary>
    public DateTimeOffset? StopToldAt { get; private set; }

    /// <summary>The day of <see cref="ServiceMicros"/>, by its beginning (UTC); null for none.</summary>
    public DateTimeOffset? ServiceDay { get; private set; }

    /// <summary>The most that a day's calls may cost that only say something on a member's own phone: there is no record of them.</summary>
    public long ServiceMicros { get; private set; }

    public static BudgetLedger Open(OrganizationId organizationId) => new() { OrganizationId = organizationId };

    /// <summary>Something is taken from what was read to be left.</summary>
    public void Touch() => Version++;

    /// <summary>Of the money of a day, for a call that has no record.</summary>
    /// <param name="today">When the day began (UTC).</param>
    public void Take(long micros, DateTimeOffset today)
    {
        (ServiceDay, ServiceMicros) = (today, (ServiceDay >= today ? ServiceMicros : 0) + micros);
        Version++;
    }

    /// <summary>Puts back what was taken for a call that surely was not made; what belongs to another day stays there.</summary>
    public void PutBack(long micros, DateTimeOffset today)
    {
        if (ServiceDay >= today)
        {
            ServiceMicros = Math.Max(0, ServiceMicros - micros);
            Version++;
        }
    }

    /// <summary>Notes that admins are told of it on a day.</summary>
    /// <param name="today">When the day began (UTC).</param>
    /// <returns>Whether they had not been told of it, nor of anything worse.</returns>
    public bool TellOnce(BudgetNews news, DateTimeOffset today)
    {
        if (StopToldAt >= today || (news is BudgetNews.MostSpent && MostSpentToldAt >= today))
        {
            return false;
        }

        if (news is BudgetNews.Stopped)
        {
            StopToldAt = today;
        }
        else
        {
            MostSpentToldAt = today;
        }

        Version++;
        return true;
    }
}

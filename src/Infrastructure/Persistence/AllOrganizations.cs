using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Persistence;

internal static class AllOrganizations
{
    /// <summary>
    /// Stands before each statement that looks across organizations: what watches over the rows themselves goes by it
    /// (<c>OrganizationSessions</c>).
    /// </summary>
    public const string Tag = "Of all organizations";

    /// <summary>
    /// The rows of all organizations, and not of the present one alone: for who signs in, for whose account a webhook was signed with, and
    /// for services that work through what is due, whosever it is. Nothing else looks across, neither here nor in the database.
    /// </summary>
    public static IQueryable<TRow> OfAllOrganizations<TRow>(this IQueryable<TRow> rows)
        where TRow : class => rows.IgnoreQueryFilters().TagWith(Tag);
}

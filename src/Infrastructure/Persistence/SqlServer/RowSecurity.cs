using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrmVoice.Infrastructure.Persistence.SqlServer;

/// <summary>
/// The policy by which SQL Server itself shows and takes rows of one organization only (Row-Level Security), whatever a statement leaves
/// out. It stands in the migrations, with the tables that there were; a test tells of one that came later, and with which statement its
/// migration adds it.
/// </summary>
internal static class RowSecurity
{
    /// <summary>Under which a connection's session context holds its organization, and 1 where it works for all.</summary>
    public const string OrganizationKey = "OrganizationId";
    public const string AllKey = "AllOrganizations";

    public const string Function = "IsOwnOrganization";
    public const string Policy = "OwnOrganization";

    /// <summary>Each table with the column that says whose its rows are, in order.</summary>
    public static IReadOnlyList<(string Table, string Column)> TablesOf(IModel model) =>
        [
            .. model
                .GetEntityTypes()
                .Where(type => typeof(IOrganizationOwned).IsAssignableFrom(type.ClrType) || type.ClrType == typeof(Organization))
                .Select(type =>
                    (
                        type.GetTableName()!,
                        type.ClrType == typeof(Organization) ? nameof(Organization.Id) : nameof(IOrganizationOwned.OrganizationId)))
                .Distinct()
                .OrderBy(table => table.Item1, StringComparer.Ordinal),
        ];

    /// <summary>
    /// What a migration says that makes tables: a filter for what is read, changed and deleted, a block for what is stored and for what
    /// would be given away.
    /// </summary>
    public static string Extend(IEnumerable<(string Table, string Column)> tables) =>
        $"EXEC(N'ALTER SECURITY POLICY [dbo].[{Policy}] {string.Join(", ", tables.SelectMany(Predicates))};');";

    /// <summary>As they stand in the policy.</summary>
    public static IEnumerable<string> Predicates((string Table, string Column) table) =>
        [Predicate("FILTER", table), Predicate("BLOCK", table)];

    private static string Predicate(string kind, (string Table, string Column) of) =>
        $"ADD {kind} PREDICATE [dbo].[{Function}]([{of.Column}]) ON [dbo].[{of.Table}]";
}

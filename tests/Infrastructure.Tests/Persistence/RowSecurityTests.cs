using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Persistence.SqlServer;
using CrmVoice.Tests;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>
/// A statement that names no organization, as only a mistake of ours would: SQL Server keeps to the one of the connection.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Servers))]
internal sealed class RowSecurityTests(DatabaseProvider database)
{
    // SQL Server's own, where a block predicate refuses a row.
    private const int Blocked = 33504;

    private readonly Rows ours = new();
    private readonly Rows theirs = new();
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        store = await Store.CreateAsync(database);
        await store.SaveAsync(ours.Organization, [ours.Founded(), .. ours.OneOfEach()]);
        await store.SaveAsync(theirs.Organization, [theirs.Founded(), .. theirs.OneOfEach()]);
    }

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task Of_every_table_the_own_rows_are_seen_changed_and_deleted_and_no_others()
    {
        foreach (var (table, column) in await store.AsAsync(null, db => Task.FromResult(RowSecurity.TablesOf(db.Model))))
        {
            var all = $"SELECT DISTINCT [{column}] AS [Value] FROM [{table}]";
            Assert.That(await AskAsync(ours.Organization, all), Is.EqualTo(new[] { ours.Organization.Value }), table);
            Assert.That(await AskAsync(null, all), Is.Empty, table);
            Assert.That(
                await DoAsync(
                    ours.Organization,
                    $"UPDATE [{table}] SET [{column}] = [{column}] WHERE [{column}] = '{theirs.Organization.Value}'"),
                Is.Zero,
                table);
            Assert.That(
                await DoAsync(ours.Organization, $"DELETE FROM [{table}] WHERE [{column}] = '{theirs.Organization.Value}'"),
                Is.Zero,
                table);
        }
    }

    [Test]
    public void A_row_is_neither_given_to_another_organization_nor_stored_for_it()
    {
        foreach (var sql in new[]
        {
            $"UPDATE [Contacts] SET [OrganizationId] = '{theirs.Organization.Value}'",
            $"INSERT INTO [Seats] ([OrganizationId], [MemberId], [CallId]) VALUES ('{theirs.Organization.Value}', NEWID(), NEWID())",
        })
        {
            Assert.That(Assert.ThrowsAsync<SqlException>(() => DoAsync(ours.Organization, sql))!.Number, Is.EqualTo(Blocked), sql);
        }
    }

    [Test]
    public async Task What_says_that_it_looks_across_organizations_sees_all() =>
        Assert.That(
            await store.AsAsync(
                null,
                db => db.Contacts.OfAllOrganizations().Select(contact => contact.OrganizationId).Distinct().ToListAsync()),
            Is.EquivalentTo(new[] { ours.Organization, theirs.Organization }));

    private Task<List<Guid>> AskAsync(OrganizationId? organization, string sql) =>
        store.AsAsync(organization, db => db.Database.SqlQueryRaw<Guid>(sql).ToListAsync());

    private Task<int> DoAsync(OrganizationId organization, string sql) =>
        store.AsAsync(organization, db => db.Database.ExecuteSqlRawAsync(sql));
}

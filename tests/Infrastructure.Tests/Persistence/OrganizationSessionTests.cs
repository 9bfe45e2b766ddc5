using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>
/// What a SQL Server is told of whose a connection is, with the real driver on a real socket and one connection for everybody.
/// </summary>
internal sealed class OrganizationSessionTests
{
    private static readonly OrganizationId one = OrganizationId.New();
    private static readonly OrganizationId other = OrganizationId.New();

    private readonly TdsServer server = new();
    private Store store = null!;

    [SetUp]
    public void Connect()
    {
        store = Store.At(DatabaseProvider.SqlServer, $"{server.ConnectionString};Max Pool Size=1");
        server.Answers = Count;
    }

    [TearDown]
    public async Task StopAsync()
    {
        await store.DisposeAsync();
        await server.DisposeAsync();
    }

    [Test]
    public async Task Every_connection_is_told_whose_it_is_before_anything_else_also_when_it_comes_from_the_pool()
    {
        OrganizationId?[] turns = [one, other, null, one, null, other];
        foreach (var turn in turns)
        {
            await store.AsAsync(turn, db => db.Contacts.CountAsync());
        }

        Assert.That(server.Connections, Is.EqualTo(1));
        Assert.That(Said.Where((_, number) => number % 2 == 0), Is.EqualTo(turns.Select(turn => Session(turn))));
        Assert.That(Said.Where((_, number) => number % 2 == 1).ToArray(), Has.Length.EqualTo(turns.Length).And.All.StartsWith("SELECT"));
    }

    [Test]
    public async Task What_looks_across_organizations_says_so_for_itself_alone()
    {
        await store.AsAsync(one, async db =>
        {
            await db.Database.OpenConnectionAsync();
            await db.Contacts.CountAsync();
            await db.Contacts.OfAllOrganizations().CountAsync();
            await db.Contacts.OfAllOrganizations().ExecuteDeleteAsync();
            await db.Contacts.OfAllOrganizations().ExecuteUpdateAsync(row => row.SetProperty(contact => contact.Name, "x"));
            return await db.Contacts.CountAsync();
        });

        Assert.That(Said[0], Is.EqualTo(Session(one)));
        Assert.That(Said[1], Does.StartWith("SELECT"));
        Assert.That(Said[2], Does.StartWith($"{Session(one, all: true)}\n-- {AllOrganizations.Tag}").And.Contain("SELECT"));
        Assert.That(Said[3], Does.StartWith($"-- {AllOrganizations.Tag}").And.Contain("DELETE"));
        Assert.That(Said[4], Does.StartWith($"-- {AllOrganizations.Tag}").And.Contain("UPDATE"));
        Assert.That(Said[5], Does.StartWith($"{Session(one)}\nSELECT"));
    }

    [Test]
    public async Task What_works_for_all_organizations_says_so_as_it_connects()
    {
        await store.AsAsync(null, db =>
        {
            db.WorkForAllOrganizations();
            return db.Contacts.CountAsync();
        });
        await store.AsAsync(one, db => db.Contacts.CountAsync());

        Assert.That((Said[0], Said[2]), Is.EqualTo((Session(null, all: true), Session(one))));
    }

    [Test]
    public async Task After_a_statement_that_failed_it_is_told_again()
    {
        server.Answers = sql => sql.Contains("DELETE", StringComparison.Ordinal) ? TdsAnswer.Error(50_000) : Count(sql);
        await store.AsAsync(one, async db =>
        {
            await db.Database.OpenConnectionAsync();
            Assert.ThrowsAsync<SqlException>(() => db.Contacts.OfAllOrganizations().ExecuteDeleteAsync());
            return await db.Contacts.CountAsync();
        });

        Assert.That(Said[^1], Does.StartWith($"{Session(one)}\nSELECT"));
    }

    [Test]
    public async Task A_connection_that_cannot_be_told_whose_it_is_is_not_used()
    {
        server.Answers = sql =>
            sql.StartsWith("EXEC sp_set_session_context", StringComparison.Ordinal) ? TdsAnswer.Error(50_000) : Count(sql);
        await store.AsAsync(
            one,
            async db =>
            {
                for (var time = 0; time < 2; time++)
                {
                    Assert.ThrowsAsync<SqlException>(() => db.Contacts.CountAsync());
                }

                return 0;
            });

        Assert.That(Said, Is.EqualTo(new[] { Session(one), Session(one) }));
    }

    private string[] Said => [.. server.Trips.SelectMany(said => said)];

    private static TdsAnswer? Count(string sql) => sql.Contains("COUNT", StringComparison.Ordinal) ? TdsAnswer.Of([7]) : null;

    private static string Session(OrganizationId? organization, bool all = false) =>
        $"EXEC sp_set_session_context N'OrganizationId', {(organization is { } id ? $"N'{id.Value}'" : "NULL")}; EXEC sp_set_session_context N'AllOrganizations', {(all ? "1" : "NULL")};";
}

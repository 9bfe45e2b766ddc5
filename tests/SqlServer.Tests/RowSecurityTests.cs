using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.SqlServer.Tests;

/// <summary>
/// What SQL Server itself keeps apart, as the migrations say it; that it does is seen on a server (<c>Infrastructure.Tests</c>).
/// </summary>
internal sealed class RowSecurityTests
{
    [Test]
    public void Every_table_that_belongs_to_an_organization_is_in_the_policy_and_no_other()
    {
        using var db = new SqlServerCrmVoiceDbContext(
            new DbContextOptionsBuilder<SqlServerCrmVoiceDbContext>().UseSqlServer("Server=none").Options,
            new OrganizationScope());
        var tables = RowSecurity.TablesOf(db.Model);
        var said = MigrationScript.Whole.Predicates().ToList();
        var missing = tables.Where(table => !RowSecurity.Predicates(table).All(said.Contains)).ToList();

        Assert.That(tables, Has.Count.GreaterThan(15));
        Assert.That(missing, Is.Empty, $"A migration for SQL Server is to say: {RowSecurity.Extend(missing)}");
        Assert.That(said, Is.EquivalentTo(tables.SelectMany(RowSecurity.Predicates)));
    }

    [Test]
    public void What_a_later_table_is_added_with_is_good_SQL() =>
        Assert.That(
            new MigrationScript(RowSecurity.Extend([("Later", "OrganizationId")])).Predicates(),
            Is.EqualTo(RowSecurity.Predicates(("Later", "OrganizationId"))));
}

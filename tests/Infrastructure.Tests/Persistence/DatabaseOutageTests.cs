using CrmVoice.Infrastructure.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrmVoice.Infrastructure.Tests.Persistence;

internal sealed class DatabaseOutageTests
{
    private const int Constraint = 19;

    [TestCase(5, 517, "locked, and changed meanwhile")]
    [TestCase(6, 262, "locked in the same process")]
    [TestCase(8, 1032, "read only")]
    [TestCase(10, 778, "not written")]
    [TestCase(13, 13, "full")]
    [TestCase(14, 14, "not opened")]
    [TestCase(11, 779, "damaged")]
    [TestCase(26, 26, "no database")]
    public void SQLite_cannot_be_used_where_it_is(int code, int extended, string why) =>
        Assert.That(DatabaseOutage.IsBehind(new DbUpdateException("Not stored.", new SqliteException(why, code, extended))), Is.True);

    [TestCase(Constraint)]
    [TestCase(1)]
    public void What_will_not_pass_by_itself_is_a_fault_on_SQLite(int code) =>
        Assert.That(DatabaseOutage.IsBehind(new DbUpdateException("Not stored.", new SqliteException("Fault", code))), Is.False);

    [Test]
    public void A_server_that_is_not_there_cannot_be_used_however_often_it_was_asked()
    {
        using var connection = new SqlConnection("Server=tcp:127.0.0.1,1;User Id=sa;Password=x;Connect Timeout=2;Encrypt=False");
        var unreachable = Assert.ThrowsAsync<SqlException>(connection.OpenAsync)!;

        using var all = Assert.EnterMultipleScope();
        Assert.That(DatabaseOutage.IsBehind(unreachable), Is.True);
        Assert.That(DatabaseOutage.IsBehind(new RetryLimitExceededException("Four times.", unreachable)), Is.True);
    }

    [TestCase(-2, ExpectedResult = true)]
    [TestCase(1205, ExpectedResult = true)]
    [TestCase(9002, ExpectedResult = true)]
    [TestCase(1105, ExpectedResult = true)]
    [TestCase(40613, ExpectedResult = true)]
    [TestCase(DatabaseOutage.NoTurn, ExpectedResult = true)]
    [TestCase(2601, ExpectedResult = false)]
    [TestCase(207, ExpectedResult = false)]
    public bool SQL_Server_cannot_be_used_where_its_number_says_so(int number) => DatabaseOutage.IsOutageOfSqlServer(number);

    [TestCase(1205, ExpectedResult = true)]
    [TestCase(10054, ExpectedResult = true)]
    [TestCase(40613, ExpectedResult = true)]
    [TestCase(DatabaseOutage.TurnLost, ExpectedResult = true)]
    [TestCase(DatabaseOutage.NoTurn, ExpectedResult = false)]
    [TestCase(-2, ExpectedResult = false)]
    [TestCase(1105, ExpectedResult = false)]
    [TestCase(2601, ExpectedResult = false)]
    public bool SQL_Server_is_worth_a_second_try_at_once_where_the_connection_is_to_blame(int number) =>
        DatabaseOutage.IsMomentaryOnSqlServer(number);

    [TestCase(5)]
    [TestCase(13)]
    public void SQLite_is_not_asked_again_at_once_where_it_is_locked_or_full(int code) =>
        Assert.That(DatabaseOutage.IsMomentary(new SqliteException("Locked or full", code)), Is.False);

    [Test]
    public void What_has_nothing_to_do_with_a_database_is_no_outage() =>
        Assert.That(DatabaseOutage.IsBehind(new InvalidOperationException("Ours.", new IOException())), Is.False);
}

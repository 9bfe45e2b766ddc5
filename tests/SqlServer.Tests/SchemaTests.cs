using CrmVoice.Infrastructure.Persistence.SqlServer;
using Microsoft.SqlServer.Dac.Model;
using static CrmVoice.SqlServer.Tests.SqlServerSchema;

namespace CrmVoice.SqlServer.Tests;

/// <summary>No server is asked here: Microsoft's own parser and model builder read what one would be told.</summary>
internal sealed class SchemaTests
{
    // Longer than any nvarchar but the unlimited one, or JSON that is read and written whole.
    private static readonly string[] longTexts =
    [
        "Calls.Notes",
        "Calls.DialResults",
        "Calls.Settings_Texts",
        "Calls.RoomReports",
        "Calls.Transfers",
        "Calls.Talks",
        "Calls.Holds",
        "MissedCallers.Calls",
        "CallLegs.Reports",
        "IdempotentCalls.Answer",
        "Organizations.CallSettings_Texts",
        "InboundWebhooks.Parameters",
        "Mails.ProtectedContent",
        "Numbers.ProtectedVoiceChange",
        "Organizations.CallingLimits",
        "Organizations.OpeningHours",
        "AuditEntries.Changes",
        "PriceLists.Prices",
        "RefusalSamples.Webhook",
    ];

    private static SqlServerSchema server = null!;
    private static SqliteSchema sqlite = null!;

    // Only read from, and slow to make.
    [OneTimeSetUp]
    public static void Make() => (server, sqlite) = (new SqlServerSchema(MigrationScript.Whole.Declare()), new SqliteSchema());

    [OneTimeTearDown]
    public static void Forget()
    {
        server.Dispose();
        sqlite.Dispose();
    }

    [Test]
    public void The_whole_script_is_good_SQL() => Assert.Multiple(() =>
    {
        Assert.That(MigrationScript.Whole.Errors, Is.Empty);
        Assert.That(MigrationScript.Whole.Statements, Has.Count.GreaterThan(20));
    });

    [Test]
    public void The_script_makes_a_database_in_which_every_type_name_and_reference_is_right() => Assert.That(server.Check(), Is.Empty);

    [Test]
    public void Every_table_and_column_of_SQLite_is_there() => AssertSame(server.DescribeColumns(), sqlite.DescribeColumns());

    [Test]
    public void Every_primary_key_of_SQLite_is_there() => AssertSame(server.DescribeKeys(), sqlite.DescribeKeys());

    [Test]
    public void Every_foreign_key_of_SQLite_is_there() => AssertSame(server.DescribeForeignKeys(), sqlite.DescribeForeignKeys());

    [Test]
    public void Every_index_of_SQLite_is_there_with_its_order_uniqueness_and_filter() =>
        AssertSame(server.DescribeIndexes(), sqlite.DescribeIndexes());

    [Test]
    public void Every_text_is_compared_by_its_characters_codes() => Assert.That(
        Texts.Where(column => column.GetProperty<string>(Column.Collation) != ExactTexts.Collation).Select(NameOfColumn), Is.Empty);

    [Test]
    public void Only_long_texts_are_unlimited() => Assert.That(
        Texts.Where(column => column.GetProperty<bool>(Column.IsMax)).Select(NameOfColumn), Is.EquivalentTo(longTexts));

    [Test]
    public void Every_time_is_kept_with_its_offset_and_to_the_tick() =>
        Assert.That(
            server
                .Columns.Where(column =>
                    NameOfColumn(column).EndsWith("At", StringComparison.Ordinal)
                    && (TypeOf(column) is not "datetimeoffset" || column.GetProperty<int>(Column.Scale) != 7))
                .Select(NameOfColumn),
            Is.Empty);

    [Test]
    public void No_index_is_wider_than_SQL_Server_allows() => Assert.That(
        server.IndexKeys.Where(key => key.Columns.Sum(WidthOf) > (key.IsClustered ? 900 : 1700)).Select(key => key.Name), Is.Empty);

    // A voicemail is what was done about its recording.
    [Test]
    public void Nothing_is_deleted_along_with_another_but_the_parts_of_a_whole() => Assert.That(
        server.DescribeForeignKeys().Where(key => key.EndsWith("cascades", StringComparison.Ordinal)).Select(key => key.Split(':')[0]),
        Is.EquivalentTo(new[] { "AspNetUserClaims", "AspNetUserLogins", "AspNetUserTokens", "CallLegs", "CallRecordings", "Voicemails" }));

    private static IEnumerable<TSqlObject> Texts => server.Columns.Where(column => TypeOf(column) is "nvarchar" or "char");

    private static string TypeOf(TSqlObject column) => NameOf(column.GetReferenced(Column.DataType).Single());

    private static int WidthOf(TSqlObject column) => TypeOf(column) switch
    {
        "nvarchar" => column.GetProperty<bool>(Column.IsMax) ? int.MaxValue / 8 : 2 * column.GetProperty<int>(Column.Length),
        "char" => column.GetProperty<int>(Column.Length),
        "uniqueidentifier" => 16,
        "datetimeoffset" => 10,
        "bigint" => 8,
        "int" => 4,
        "bit" => 1,
        var other => throw new AssertionException($"How wide is {other}?"),
    };

    private static void AssertSame(IEnumerable<string> server, IEnumerable<string> sqlite)
    {
        string[] expected = [.. sqlite];
        Assert.That(expected, Has.Length.GreaterThan(5));
        Assert.That(server, Is.EquivalentTo(expected));
    }
}

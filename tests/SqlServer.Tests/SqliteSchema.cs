using System.Text.RegularExpressions;
using CrmVoice.Application.Common;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmVoice.SqlServer.Tests;

/// <summary>The database that the SQLite migrations make, as SQLite itself tells it.</summary>
internal sealed partial class SqliteSchema : IDisposable
{
    private const string Tables =
        "sqlite_schema t where t.type = 'table' and t.name not like 'sqlite%' and t.name not like '\\_\\_EF%' escape '\\'";

    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public SqliteSchema()
    {
        connection.Open();
        using var db = new SqliteCrmVoiceDbContext(
            new DbContextOptionsBuilder<SqliteCrmVoiceDbContext>().UseSqlite(connection).Options,
            new OrganizationScope(),
            new SqliteWriters(),
            new SqliteFile(NullLogger<SqliteFile>.Instance));
        db.Database.Migrate();
    }

    public IEnumerable<string> DescribeColumns()
    {
        var numbered = Read($"select t.name, t.sql from {Tables}")
            .Where(row => row[1].Contains("AUTOINCREMENT", StringComparison.Ordinal))
            .Select(row => row[0])
            .ToHashSet();
        return Read($"select t.name, c.name, c.[notnull], c.pk from (select * from {Tables}) t, pragma_table_info(t.name) c")
            .Select(row =>
                Description.Column($"{row[0]}.{row[1]}", isNullable: row[2] == "0", isNumbered: row[3] == "1" && numbered.Contains(row[0]))
            );
    }

    public IEnumerable<string> DescribeKeys() =>
        from row in Read($"select t.name, t.sql from {Tables}")
        let columns = Read("select name from pragma_table_info($name) where pk > 0 order by pk", row[0]).Select(column => column[0])
        select Description.PrimaryKey(row[0], PrimaryKeyName().Match(row[1]).Groups[1].Value, columns);

    public IEnumerable<string> DescribeForeignKeys() =>
        from row in Read($"select t.name, t.sql from {Tables}")
        from key in Read(
            "select id, group_concat([from], ', '), [table], group_concat([to], ', '), on_delete from pragma_foreign_key_list($name) group by id, [table], on_delete",
            row[0])
        select Description.ForeignKey(row[0], NameOfForeignKey(row[1], key[1]), [key[1]], key[2], [key[3]], cascades: key[4] == "CASCADE");

    public IEnumerable<string> DescribeIndexes() =>
        from row in Read(
            $"select t.name, i.name, i.[unique], iif(i.partial, substr(s.sql, instr(s.sql, ' WHERE ') + length(' WHERE ')), '') from (select * from {Tables}) t, pragma_index_list(t.name) i join sqlite_schema s on s.name = i.name where i.origin = 'c'"
        )
        let columns = Read("select x.name, x.[desc] from pragma_index_xinfo($name) x where x.key = 1 order by x.seqno", row[1])
        let isUnique = row[2] == "1"
        select Description.Index(
            row[0],
            row[1],
            isUnique,
            columns.Select(column => (column[0], column[1] == "0")),
            isUnique ? FilterOf(row[0], [.. columns.Select(column => column[0])]) : row[3]);

    public void Dispose() => connection.Dispose();

    // To SQLite no null equals another; SQL Server, which thinks otherwise, has to leave them out of a unique index.
    private string? FilterOf(string table, string[] columns)
    {
        var nullable = Read("select name from pragma_table_info($name) where [notnull] = 0", table)
            .Select(row => row[0])
            .Where(columns.Contains)
            .ToArray();
        return nullable.Length == 0 ? null : string.Join(" AND ", nullable.Select(column => $"{column} IS NOT NULL"));
    }

    private static string NameOfForeignKey(string sql, string columns) => ForeignKeyName().Matches(sql)
        .Single(match => match.Groups[2].Value.Replace("\"", "", StringComparison.Ordinal) == columns).Groups[1].Value;

    private List<string[]> Read(string sql, string? name = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (name is not null)
        {
            command.Parameters.AddWithValue("$name", name);
        }

        using var reader = command.ExecuteReader();
        List<string[]> rows = [];
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }

    [GeneratedRegex("CONSTRAINT \"([^\"]+)\" PRIMARY KEY")]
    private static partial Regex PrimaryKeyName();

    [GeneratedRegex("CONSTRAINT \"([^\"]+)\" FOREIGN KEY \\(([^)]+)\\)")]
    private static partial Regex ForeignKeyName();
}

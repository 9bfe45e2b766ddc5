using Microsoft.Data.Sqlite;

namespace CrmVoice.Browser.Tests.Hosting;

/// <summary>Organizations beside those of the demo, with an administrator and nothing else: no page creates one.</summary>
internal static class Founding
{
    public static async Task CreateOrganizationAsync(this RunningApp app, Person admin)
    {
        var (organization, user, member) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await using var connection = new SqliteConnection($"Data Source={app.Database};Default Timeout=30");
        await connection.OpenAsync();
        var account = await ColumnsOfAsync(connection, "Organizations", "TwilioAccount_");
        await CopyAsync(
            connection,
            "Organizations",
            "Name = 'Aurora Imóveis'",
            [("Id", organization), ("Name", admin.Name.Split(' ')[^1]), .. account.Select(column => (column, (object)DBNull.Value))]);
        var (email, normalized) = (admin.Email, admin.Email.ToUpperInvariant());
        await CopyAsync(
            connection,
            "AspNetUsers",
            $"Email = '{Person.Helena.Email}'",
            [("Id", user), ("UserName", email), ("Email", email), ("NormalizedUserName", normalized), ("NormalizedEmail", normalized)]);
        await CopyAsync(
            connection,
            "Memberships",
            $"Name = '{Person.Helena.Name}'",
            [("Id", member), ("OrganizationId", organization), ("UserId", user), ("Name", admin.Name)]);
    }

    // As the demo's row is, whatever columns there are.
    private static async Task CopyAsync(
        SqliteConnection connection,
        string table,
        string which,
        params (string Column, object Value)[] changes)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"""
            CREATE TEMP TABLE Copied AS SELECT * FROM {table} WHERE {which};
            UPDATE Copied SET {string.Join(", ", changes.Select((change, index) => $"{change.Column} = @p{index}"))};
            INSERT INTO {table} SELECT * FROM Copied;
            DROP TABLE Copied;
            """;
        foreach (var (index, (_, value)) in changes.Index())
        {
            command.Parameters.AddWithValue($"@p{index}", value);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static async Task<IReadOnlyList<string>> ColumnsOfAsync(SqliteConnection connection, string table, string beginning)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await reader.ReadAsync())
        {
            columns.Add(reader.GetString(0));
        }

        return [.. columns.Where(column => column.StartsWith(beginning, StringComparison.Ordinal))];
    }
}

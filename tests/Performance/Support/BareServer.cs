using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Performance.Support;

/// <summary>
/// The yardstick: Kestrel reads JSON and commits one row to SQLite, as durably as the application does, one writer at a time so that nobody
/// waits for a lock in vain. What the machine and the disk allow, and nothing of ours.
/// </summary>
internal static class BareServer
{
    /// <summary>This program, started again with this argument.</summary>
    public const string Command = "bare-server";

    private const string Row = "/rows";

    public static Task<ChildProcess> StartAsync(Workspace workspace)
    {
        var url = ChildProcess.FreeUrl();
        return ChildProcess.StartAsync(
            typeof(BareServer).Assembly.Location,
            url,
            "/",
            "Production",
            Command,
            url,
            Path.Combine(workspace.Folder, "bare.db"));
    }

    public static async Task PostAsync(ChildProcess bare)
    {
        using var content = Json.Of(new { to = "+5511987650001" });
        using var answer = await bare.Client.PostAsync(new Uri(Row, UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    public static async Task RunAsync(string url, string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database}");
        await connection.OpenAsync();
        await RunAsync(
            connection,
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Calls (Id TEXT PRIMARY KEY, Number TEXT NOT NULL) STRICT");
        using var writer = new SemaphoreSlim(1);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.MapGet("/", () => "bare");
        app.MapPost(Row, async (HttpContext context) =>
        {
            var row = await context.Request.ReadFromJsonAsync<RowBody>();
            var id = Guid.CreateVersion7();
            await writer.WaitAsync();
            try
            {
                await RunAsync(connection, "INSERT INTO Calls VALUES ($id, $number)", ("$id", id.ToString()), ("$number", row!.To));
            }
            finally
            {
                writer.Release();
            }

            context.Response.StatusCode = StatusCodes.Status201Created;
            await context.Response.WriteAsJsonAsync(new { id });
        });
        await app.RunAsync();
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        Array.ForEach(parameters, parameter => command.Parameters.AddWithValue(parameter.Name, parameter.Value));
        await command.ExecuteNonQueryAsync();
    }

    private sealed record RowBody(string To);
}

using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using CrmVoice.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Performance.Support;

/// <summary>
/// The yardstick for the intake of webhooks: Kestrel reads the form, checks the HMAC over it, and commits it to SQLite once for every key,
/// in groups and as durably as the application does. What the machine and the disk allow to any intake, and nothing of ours but the
/// signature.
/// </summary>
internal static class BareIntake
{
    /// <summary>This program, started again with this argument.</summary>
    public const string Command = "bare-intake";

    public static Task<ChildProcess> StartAsync(Workspace workspace)
    {
        var url = ChildProcess.FreeUrl();
        return ChildProcess.StartAsync(
            typeof(BareIntake).Assembly.Location,
            url,
            "/",
            "Production",
            Command,
            url,
            Path.Combine(workspace.Folder, "bare-intake.db"));
    }

    public static async Task RunAsync(string url, string database)
    {
        var waiting = Channel.CreateBounded<Webhook>(4096);
        _ = Task.Run(() => StoreAsync(waiting.Reader, database));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        app.Run(async context =>
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                return;
            }

            var form = await context.Request.ReadFormAsync();
            var fields = form.Select(field => new KeyValuePair<string, string>(field.Key, field.Value.ToString())).ToList();
            var isSigned =
                LikeTwilio.Sign(Workspace.AuthToken, CrmVoiceServer.PublicBaseUrl + context.Request.Path, fields)
                == context.Request.Headers["X-Twilio-Signature"];
            if (!isSigned)
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            var text = string.Join(
                '&',
                fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
            var webhook = new Webhook(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                text,
                new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            await waiting.Writer.WriteAsync(webhook);
            await webhook.Stored.Task;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await app.RunAsync();
    }

    private static async Task StoreAsync(ChannelReader<Webhook> waiting, string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database}");
        await connection.OpenAsync();
        await using var schema = connection.CreateCommand();
        schema.CommandText =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Webhooks (Id INTEGER PRIMARY KEY AUTOINCREMENT, Key TEXT NOT NULL UNIQUE, Body TEXT NOT NULL, ArrivedAt INTEGER NOT NULL)";
        await schema.ExecuteNonQueryAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Webhooks (Key, Body, ArrivedAt) VALUES ($key, $body, $at) ON CONFLICT DO NOTHING";
        var (key, body, at) = (
            insert.Parameters.Add("$key", SqliteType.Text),
            insert.Parameters.Add("$body", SqliteType.Text),
            insert.Parameters.Add("$at", SqliteType.Integer));
        var group = new List<Webhook>();
        while (await waiting.WaitToReadAsync())
        {
            group.Clear();
            await using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            while (group.Count < 256 && waiting.TryRead(out var webhook))
            {
                (key.Value, body.Value, at.Value) = (webhook.Key, webhook.Body, DateTime.UtcNow.Ticks);
                await insert.ExecuteNonQueryAsync();
                group.Add(webhook);
            }

            await transaction.CommitAsync();
            group.ForEach(webhook => webhook.Stored.SetResult());
        }
    }

    private sealed record Webhook(string Key, string Body, TaskCompletionSource Stored);
}

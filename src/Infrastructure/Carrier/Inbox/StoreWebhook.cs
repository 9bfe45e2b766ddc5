using System.Data;
using System.Data.Common;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Carrier;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Carrier.Inbox;

/// <summary>
/// Two statements that both databases understand, for the one place where rows are stored by the thousand: through the change tracker each
/// would cost ten times as much. Names and types come from the model. A group goes to a server in one round trip; SQLite, which is no trip
/// away, has them prepared.
/// </summary>
internal sealed class StoreWebhook : IAsyncDisposable
{
    // Nobody who tells something waits for longer.
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(4);

    private readonly AsyncServiceScope scope;
    private readonly CrmVoiceDbContext db;
    private readonly DbConnection connection;
    private readonly Statement insert;
    private readonly Statement repeat;

    private StoreWebhook(AsyncServiceScope scope, CrmVoiceDbContext db)
    {
        (this.scope, this.db) = (scope, db);
        connection = db.Database.GetDbConnection();
        var model = db.Model.FindEntityType(typeof(InboundWebhook))!;
        insert = new Statement(connection, model, Insert(model));
        repeat = new Statement(connection, model, Repeat);
    }

    private static readonly string[] inserted =
    [
        nameof(InboundWebhook.OrganizationId),
        nameof(InboundWebhook.CallId),
        nameof(InboundWebhook.LegId),
        nameof(InboundWebhook.Webhook),
        nameof(InboundWebhook.Key),
        nameof(InboundWebhook.IdempotencyToken),
        nameof(InboundWebhook.Parameters),
        nameof(InboundWebhook.ArrivedAt),
        nameof(InboundWebhook.LastArrivedAt),
        nameof(InboundWebhook.Arrivals),
        nameof(InboundWebhook.ArrivalsTaken),
        nameof(InboundWebhook.State),
        nameof(InboundWebhook.ReceivedBy),
        nameof(InboundWebhook.DueAt),
        nameof(InboundWebhook.FailedAttempts),
        nameof(InboundWebhook.Version),
    ];

    // A repetition is due at once, whatever came of the first: its call notes it, and what failed is tried again. It brings back what was
    // forgotten meanwhile.
    private const string Repeat =
        """
        UPDATE "InboundWebhooks"
        SET
            "Arrivals" = "Arrivals" + 1,
            "LastArrivedAt" = @LastArrivedAt,
            "State" = @State,
            "DueAt" = @DueAt,
            "ReceivedBy" = @ReceivedBy,
            "Parameters" = COALESCE("Parameters", @Parameters),
            "Version" = "Version" + 1
        WHERE "OrganizationId" = @OrganizationId AND "Key" = @Key
        """;

    /// <summary>
    /// On a connection of its own, kept open: opening one and preparing the statements would cost each group as much as a score of
    /// webhooks.
    /// </summary>
    public static async Task<StoreWebhook> OpenAsync(IServiceScopeFactory scopes)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
            db.WaitAtMost(patience);
            db.WorkForAllOrganizations();
            await db.Database.OpenConnectionAsync();
            return new StoreWebhook(scope, db);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores webhooks, or that they came again, all of them or none.</summary>
    public async Task StoreAsync(IEnumerable<IncomingWebhook> webhooks, Guid process)
    {
        using var turn = await db.TakeTurnAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        if (connection.CanCreateBatch)
        {
            await StoreTogetherAsync(webhooks, process, transaction);
        }
        else
        {
            await StoreEachAsync(webhooks, process, transaction);
        }

        await transaction.CommitAsync();
        // The connection is kept, and the file may have gone meanwhile.
        db.EnsureInPlace();
    }

    public async ValueTask DisposeAsync()
    {
        await insert.DisposeAsync();
        await repeat.DisposeAsync();
        await scope.DisposeAsync();
    }

    private async Task StoreEachAsync(IEnumerable<IncomingWebhook> webhooks, Guid process, DbTransaction transaction)
    {
        insert.In(transaction);
        repeat.In(transaction);
        foreach (var webhook in webhooks)
        {
            var valueOf = Values(webhook, process);
            if (await insert.ExecuteAsync(valueOf) == 0)
            {
                await repeat.ExecuteAsync(valueOf);
            }
        }
    }

    // What is stored already is counted once more; after that only what is new can be inserted.
    private async Task StoreTogetherAsync(IEnumerable<IncomingWebhook> webhooks, Guid process, DbTransaction transaction)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        batch.Timeout = (int)patience.TotalSeconds;
        foreach (var valueOf in webhooks.Select(webhook => Values(webhook, process)))
        {
            repeat.AddTo(batch, valueOf);
            insert.AddTo(batch, valueOf);
        }

        await batch.ExecuteNonQueryAsync();
    }

    private static Func<string, object?> Values(IncomingWebhook webhook, Guid process) => property => property switch
    {
        nameof(InboundWebhook.OrganizationId) => webhook.OrganizationId,
        nameof(InboundWebhook.CallId) => webhook.CallId,
        nameof(InboundWebhook.LegId) => webhook.LegId,
        nameof(InboundWebhook.Webhook) => webhook.Webhook,
        nameof(InboundWebhook.Key) => webhook.Key,
        nameof(InboundWebhook.IdempotencyToken) => webhook.IdempotencyToken,
        nameof(InboundWebhook.Parameters) => webhook.Parameters,
        nameof(InboundWebhook.State) => WebhookState.Pending,
        nameof(InboundWebhook.ReceivedBy) => process,
        nameof(InboundWebhook.ArrivedAt) or nameof(InboundWebhook.LastArrivedAt) or nameof(InboundWebhook.DueAt) => webhook.ArrivedAt,
        nameof(InboundWebhook.Arrivals) => 1,
        _ => 0,
    };

    private static string Insert(IEntityType model)
    {
        var columns = inserted.Select(property => model.FindProperty(property)!.GetColumnName()).ToArray();
        return $"""
            INSERT INTO "InboundWebhooks" ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
            SELECT {string.Join(", ", columns.Select(column => $"@{column}"))}
            WHERE NOT EXISTS (SELECT 1 FROM "InboundWebhooks" WHERE "OrganizationId" = @OrganizationId AND "Key" = @Key)
            """;
    }

    private sealed class Statement : IAsyncDisposable
    {
        private readonly DbCommand command;
        private readonly (IProperty Property, DbParameter Parameter)[] parameters;

        public Statement(DbConnection connection, IEntityType model, string text)
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            var named = inserted
                .Where(name => text.Contains($"@{name}", StringComparison.Ordinal))
                .Select(name => model.FindProperty(name)!);
            parameters = [.. named.Select(property => (property, ParameterOf(property)))];
            command.Parameters.AddRange(parameters.Select(one => one.Parameter).ToArray());
        }

        public void In(DbTransaction transaction) => command.Transaction = transaction;

        public Task<int> ExecuteAsync(Func<string, object?> valueOf)
        {
            foreach (var (property, parameter) in parameters)
            {
                parameter.Value = Stored(property, valueOf);
            }

            return command.ExecuteNonQueryAsync();
        }

        public void AddTo(DbBatch batch, Func<string, object?> valueOf)
        {
            var one = batch.CreateBatchCommand();
            one.CommandText = command.CommandText;
            foreach (var (property, _) in parameters)
            {
                var parameter = ParameterOf(property);
                parameter.Value = Stored(property, valueOf);
                one.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(one);
        }

        public ValueTask DisposeAsync() => command.DisposeAsync();

        private DbParameter ParameterOf(IProperty property)
        {
            var parameter = property.GetRelationalTypeMapping().CreateParameter(command, $"@{property.Name}", value: null, nullable: true);
            // For no value EF reserves what fits a page; of a longer one, set later, the driver would send only that much.
            if (parameter.DbType is DbType.String && property.GetMaxLength() is null)
            {
                parameter.Size = -1;
            }

            return parameter;
        }

        private static object Stored(IProperty property, Func<string, object?> valueOf)
        {
            var (value, converter) = (valueOf(property.Name), property.GetRelationalTypeMapping().Converter);
            return (value is null || converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
        }
    }
}

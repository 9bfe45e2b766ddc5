using System.Data.Common;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Application.Tests.Carrier;

/// <summary>What becomes of webhooks where the connection that stores them has bad luck.</summary>
public sealed class InboxConnectionTests
{
    // Stores every row a moment before its own insertion does, as another process may that was sent the same; for one connection only.
    private const string AlwaysFaster = """
        CREATE TEMP TRIGGER AlwaysFaster BEFORE INSERT ON main.InboundWebhooks BEGIN
            INSERT INTO InboundWebhooks (OrganizationId, CallId, Webhook, "Key", ArrivedAt, LastArrivedAt, Arrivals, ArrivalsTaken, State, ReceivedBy, DueAt, FailedAttempts, Version)
            VALUES (NEW.OrganizationId, NEW.CallId, NEW.Webhook, NEW."Key", NEW.ArrivedAt, NEW.LastArrivedAt, 1, 0, NEW.State, NEW.ReceivedBy, NEW.DueAt, 0, 0);
        END
        """;

    private const string AlwaysRefuses =
        "CREATE TEMP TRIGGER AlwaysRefuses BEFORE INSERT ON main.InboundWebhooks BEGIN SELECT RAISE(ABORT, 'Refused.'); END";

    private readonly Connections connections = new();
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(change: services =>
            services.ConfigureDbContext<SqliteCrmVoiceDbContext>(db => db.AddInterceptors(connections)));
        await crm.Service<WebhookInbox>().StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await crm.Service<WebhookInbox>().StopAsync(CancellationToken.None);
        await crm.DisposeAsync();
    }

    [Test]
    public async Task Where_another_process_was_faster_with_one_of_them_all_are_stored_on_a_fresh_connection()
    {
        connections.ToldFirst = AlwaysFaster;

        await Task.WhenAll(Enumerable.Range(1, 5).Select(StoreAsync));

        Assert.That(await ArrivalsAsync(), Is.EqualTo(new[] { 1, 1, 1, 1, 1 }));
    }

    [Test]
    public async Task A_connection_that_was_cut_meanwhile_sends_nobody_away()
    {
        await StoreAsync(1);
        await connections.Last.CloseAsync();

        await StoreAsync(2);

        Assert.That(await ArrivalsAsync(), Is.EqualTo(new[] { 1, 1 }));
    }

    [Test]
    public async Task What_the_database_refuses_is_told_at_once_and_whatever_comes_next_has_a_fresh_connection()
    {
        connections.ToldFirst = AlwaysRefuses;

        Assert.That(() => StoreAsync(1), Throws.TypeOf<InboxUnavailableException>());
        await StoreAsync(2);

        Assert.That(await ArrivalsAsync(), Is.EqualTo(new[] { 1 }));
    }

    private Task StoreAsync(int number) =>
        crm.Service<IWebhookInbox>()
            .StoreAsync(
                new IncomingWebhook(
                    crm.Agent.OrganizationId,
                    CallId.New(),
                    CarrierWebhooks.AgentStatus,
                    $"Number={number}",
                    [],
                    IdempotencyToken: null,
                    crm.Clock.GetUtcNow()));

    private Task<List<int>> ArrivalsAsync() => crm.LookAsync(db => db.InboundWebhooks.Select(webhook => webhook.Arrivals).ToListAsync());

    /// <summary>All that are opened.</summary>
    private sealed class Connections : DbConnectionInterceptor
    {
        public DbConnection Last { get; private set; } = null!;

        /// <summary>What the next one is told before anybody else uses it.</summary>
        public string? ToldFirst { get; set; }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default)
        {
            Last = connection;
            if (ToldFirst is not null)
            {
                await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
                command.CommandText = ToldFirst;
#pragma warning restore CA2100
                ToldFirst = null;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}

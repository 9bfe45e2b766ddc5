using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Tests.Persistence;
using CrmVoice.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Infrastructure.Tests.Carrier;

/// <summary>How webhooks go to a SQL Server, with the real driver on a real socket.</summary>
internal sealed class StoreWebhookTests
{
    private readonly TdsServer server = new();
    private Store store = null!;

    [SetUp]
    public void Connect() => store = Store.At(DatabaseProvider.SqlServer, server.ConnectionString);

    [TearDown]
    public async Task StopAsync()
    {
        await store.DisposeAsync();
        await server.DisposeAsync();
    }

    [Test]
    public async Task A_group_of_any_size_takes_one_round_trip_between_begin_and_commit()
    {
        await StoreAsync(webhooks: 100);
        Assert.That(server.Trips.Select(said => said.Count), Is.EqualTo(new[] { 1, 200, 1 }));
        Assert.That(server.Trips.First(), Is.EqualTo(new[] { "BEGIN TRANSACTION" }));
        Assert.That(server.Trips.Last(), Is.EqualTo(new[] { "COMMIT" }));
    }

    [Test]
    public async Task What_is_stored_already_is_counted_before_what_is_new_is_inserted()
    {
        await StoreAsync(webhooks: 2);
        Assert.That(server.Trips.ElementAt(1).Select(sql => sql[..6]), Is.EqualTo(new[] { "UPDATE", "INSERT", "UPDATE", "INSERT" }));
    }

    [Test]
    public void A_group_that_one_statement_fails_in_is_not_committed()
    {
        server.Answers = sql => sql.StartsWith("INSERT", StringComparison.Ordinal) ? TdsAnswer.Error(number: 2601) : null;
        Assert.CatchAsync(() => StoreAsync(webhooks: 3));
        Assert.That(server.Trips.SelectMany(said => said), Has.None.EqualTo("COMMIT"));
    }

    // What is longer than its parameter's size, the driver cuts off without a word.
    [Test]
    public async Task A_webhook_of_any_length_goes_to_the_server_whole_whatever_was_beside_it()
    {
        var longest = $"a={new string('b', 60_000)}";
        await StoreAsync("a=b", longest, "a=c");
        Assert.That(server.Texts, Has.Member(longest).And.Member("a=b").And.Member("a=c"));
    }

    private Task StoreAsync(int webhooks) => StoreAsync([.. Enumerable.Range(0, webhooks).Select(number => $"CallSid=CA{number}")]);

    private async Task StoreAsync(params string[] parameters)
    {
        await using var storing = await StoreWebhook.OpenAsync(store.Services.GetRequiredService<IServiceScopeFactory>());
        server.Trips.Clear();
        var (organization, call) = (OrganizationId.New(), CallId.New());
        await storing.StoreAsync(
            parameters.Select(carried => new IncomingWebhook(
                organization,
                call,
                CarrierWebhooks.AgentStatus,
                carried,
                [],
                "token",
                DateTimeOffset.UnixEpoch)),
            Guid.NewGuid());
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>A browser in which an agent has signed in, and which hears of changes.</summary>
internal sealed class Ear : IAsyncDisposable
{
    private readonly ConcurrentQueue<Change> heard = new();
    private readonly HubConnection connection;

    private Ear(HubConnection connection) => this.connection = connection;

    public static async Task<Ear> OpenAsync(RunningApp app, SignedIn session)
    {
        var ear = new Ear(
            new HubConnectionBuilder().WithUrl(new Uri(app.Url, "hubs/calls"), options => options.Cookies = session.Cookies).Build());
        ear.connection.On<Change>("myCallChanged", ear.heard.Enqueue);
        await ear.connection.StartAsync();
        return ear;
    }

    public Task HearsAsync(Guid callId, string type) =>
        Eventually.EventuallyAsync(() => heard.Contains(new Change(callId, type)), $"{type} is heard");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private sealed record Change(Guid CallId, string Type);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using CrmVoice.Performance.Measurements;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmVoice.Performance.Support;

/// <summary>Somebody signed in who hears of changes, and how long each took to reach them.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly ConcurrentQueue<TimeSpan> heard = new();
    private readonly HubConnection connection;

    private Browser(HubConnection connection) => this.connection = connection;

    /// <summary>How long each event took from when the last callback of its call was sent.</summary>
    public IReadOnlyCollection<TimeSpan> Receipt => heard;

    /// <param name="sentAt">
    /// When the last callback of a call was sent (a <see cref="Stopwatch"/> timestamp), by the call; events of other calls are not kept.
    /// </param>
    public static async Task<Browser> OpenAsync(Uri server, string email, IReadOnlyDictionary<Guid, long> sentAt)
    {
        using var visitor = new Visitor(server);
        await visitor.SignInAsync(email, Workspace.Password);
        var browser = new Browser(
            new HubConnectionBuilder().WithUrl(new Uri(server, "hubs/calls"), options => options.Cookies = visitor.Cookies).Build());
        browser.connection.On<Change>(
            "callChanged",
            change =>
            {
                if (sentAt.TryGetValue(change.CallId, out var sent))
                {
                    browser.heard.Enqueue(Stopwatch.GetElapsedTime(sent));
                }
            });
        await browser.connection.StartAsync();
        return browser;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private sealed record Change(Guid CallId);
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>A browser in which an agent has signed in, and which hears of changes.</summary>
internal sealed partial class Ear : IAsyncDisposable
{
    private readonly ConcurrentQueue<Change> heard = new();
    private readonly HubConnection connection;

    private Ear(HubConnection connection) => this.connection = connection;

    public static async Task<Ear> OpenAsync(RunningApp app, CookieContainer session)
    {
        var ear = new Ear(new HubConnectionBuilder().WithUrl(new Uri(app.Url, "hubs/calls"), options => options.Cookies = session).Build());
        ear.connection.On<Change>("myCallChanged", ear.heard.Enqueue);
        await ear.connection.StartAsync();
        return ear;
    }

    /// <summary>Signs in through the page, like anybody.</summary>
    public static async Task<CookieContainer> SignInAsync(RunningApp app, Agent agent)
    {
        var session = new CookieContainer();
        using var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = session, AllowAutoRedirect = false }) { BaseAddress = app.Url };
        var token = AntiforgeryToken().Match(await browser.GetStringAsync("sign-in")).Groups["token"].Value;
        using var form = new FormUrlEncodedContent([new("Email", agent.Email), new("Password", Workspace.Password), new("__RequestVerificationToken", token)]);
        using var answer = await browser.PostAsync("sign-in", form);
        Assert.That((int)answer.StatusCode, Is.EqualTo(302), "signed in");
        return session;
    }

    public Task HearsAsync(Guid callId, string type) => Eventually.EventuallyAsync(() => heard.Contains(new Change(callId, type)), $"{type} is heard");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]* value="(?<token>[^"]+)"|value="(?<token>[^"]+)"[^>]*name="__RequestVerificationToken""")]
    private static partial Regex AntiforgeryToken();

    private sealed record Change(Guid CallId, string Type);
}

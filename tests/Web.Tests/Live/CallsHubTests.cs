using System.Collections.Concurrent;
using CrmVoice.Web.Tests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace CrmVoice.Web.Tests.Live;

/// <summary>What browsers hear while a call goes on.</summary>
internal sealed class CallsHubTests : WithStandIn
{
    [Test]
    public async Task Each_change_is_heard_once_it_is_stored_by_those_whom_it_concerns()
    {
        var (agent, browser) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        var (colleague, colleagues) = await App.HireWithBrowserAsync(agent.Tenant);
        var (stranger, strangers) = await App.HireWithBrowserAsync(await App.CreateOrganizationAsync());
        await using var mine = await Ear.OpenAsync(browser, agent);
        await using var theirs = await Ear.OpenAsync(colleagues, colleague);
        await using var others = await Ear.OpenAsync(strangers, stranger);

        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Agent("ringing", 2), call.Agent("busy", 3));
        await mine.HearsAsync("callChanged", "call.ended", call.Id);
        await theirs.HearsAsync("callChanged", "call.ended", call.Id);
        var later = await TwilioCall.PlaceAsync(App, Twilio, stranger);
        await others.HearsAsync("callChanged", "call.requested", later.Id);
        await others.HearsAsync("myCallChanged", "call.requested", later.Id);

        string[] story = ["call.requested", "call.calling-agent", "call.agent-ringing", "call.ended"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mine.Receipt("myCallChanged", call.Id).Intersect(story), Is.EqualTo(story));
            Assert.That(mine.Receipt("callChanged", call.Id).Intersect(story), Is.EqualTo(story));
            Assert.That(theirs.Receipt("callChanged", call.Id).Intersect(story), Is.EqualTo(story));
            Assert.That(theirs.Receipt("myCallChanged", call.Id), Is.Empty, "it is not the colleague's call");
            Assert.That(
                others.Receipt("callChanged", call.Id).Concat(others.Receipt("myCallChanged", call.Id)),
                Is.Empty,
                "it is another organization's call");
            Assert.That(mine.SeenWhenToldOfTheEnd, Is.EqualTo("ended"), "what is told is stored");
        }
    }

    private sealed class Ear : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Name, Change Change)> heard = new();
        private readonly HubConnection connection;

        private Ear(HubConnection connection) => this.connection = connection;

        public string? SeenWhenToldOfTheEnd { get; private set; }

        public static async Task<Ear> OpenAsync(Browser browser, Agent? agent)
        {
            var connection = new HubConnectionBuilder()
                .WithUrl($"{App.Url}/hubs/calls", options => options.Cookies = browser.Cookies)
                .Build();
            var ear = new Ear(connection);
            connection.On<Change>("myCallChanged", async change =>
            {
                if (change.Type == "call.ended")
                {
                    ear.SeenWhenToldOfTheEnd = (await agent!.CallAsync(change.CallId)).State;
                }

                ear.heard.Enqueue(("myCallChanged", change));
            });
            connection.On<Change>("callChanged", change => ear.heard.Enqueue(("callChanged", change)));
            await connection.StartAsync();
            return ear;
        }

        public IEnumerable<string> Receipt(string name, Guid callId) =>
            heard.Where(item => item.Name == name && item.Change.CallId == callId).Select(item => item.Change.Type);

        public Task HearsAsync(string name, string type, Guid callId) =>
            Eventually.EventuallyAsync(() => Receipt(name, callId).Contains(type), $"{name} {type} is heard");

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }

    private sealed record Change(Guid CallId, string Type);
}

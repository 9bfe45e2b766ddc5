using System.Text.Json;
using CrmVoice.Domain.Organizations;
using CrmVoice.Tests;
using CrmVoice.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>The organization's own audio for whoever is on hold, with the sandbox for Twilio.</summary>
internal sealed class HoldAudioTests
{
    [Test]
    public async Task A_contact_on_hold_hears_the_organizations_own_audio_which_Twilio_fetches_once()
    {
        await using var sandbox = await QuickSandbox.StartAsync(ringSeconds: 6, settings: ("Calls:Topology", "Room"));
        var audio = HoldAudio.Keep(CrmVoiceApp.Aurora.Id, "calm.mp3", Sounds.Mp3(2), DateTimeOffset.UtcNow);
        await sandbox.App.StoreAsync(CrmVoiceApp.Aurora.Id, audio);
        await using (sandbox.App.Enter(CrmVoiceApp.Aurora.Id, out var db))
        {
            (await db.Organizations.SingleAsync()).ChangeHoldAudio(seen: null, audio.Id);
            await db.SaveChangesAsync();
        }

        var agent = await sandbox.App.HireAsync();
        var id = (await agent.PlaceAsync("+5511987650010")).Id;
        await agent.ReachedAsync(id, "connected");
        for (var time = 1; time <= 2; time++)
        {
            await HoldAsync(agent, id);
            await Eventually.EventuallyAsync(
                () => RequestsAsync(sandbox),
                requests => requests.Count(request => request is ("hold", _, 200)) >= time && requests.Exists(IsOfOwnAudio),
                "Twilio asks what is to be heard");
            await TakeBackAsync(agent, id);
        }

        await agent.HangUpAsync(id);
        await agent.EndedAsync(id);
        Assert.That(
            (await RequestsAsync(sandbox)).Where(IsOfOwnAudio),
            Is.EqualTo(new[] { ("play", $"{sandbox.App.Url}/twilio/sounds/own-{audio.Id.Value:N}", (int?)200) }));
    }

    [Test]
    public async Task Hold_pressed_again_as_soon_as_it_shows_is_done_each_time()
    {
        await using var sandbox = await QuickSandbox.StartAsync(ringSeconds: 6, settings: ("Calls:Topology", "Room"));
        var agent = await sandbox.App.HireAsync();
        var id = (await agent.PlaceAsync("+5511987650010")).Id;
        await agent.ReachedAsync(id, "connected");
        for (var time = 0; time < 10; time++)
        {
            await HoldAsync(agent, id);
            await TakeBackAsync(agent, id);
        }

        Assert.That(
            (await RequestsAsync(sandbox)).Count(request => request.Purpose == "hold"),
            Is.EqualTo(10),
            "Twilio is told each thing once");
    }

    private static bool IsOfOwnAudio((string Purpose, string Url, int? Status) request) =>
        request.Url.Contains("/sounds/own-", StringComparison.Ordinal);

    private static async Task HoldAsync(Agent agent, Guid id)
    {
        using var held = await agent.Api.PutAsync($"api/v1/calls/{id}/hold", null);
        Assert.That((int)held.StatusCode, Is.EqualTo(202));
        await HoldingAsync(agent, id, isOnHold: true);
    }

    private static async Task TakeBackAsync(Agent agent, Guid id)
    {
        using var back = await agent.Api.DeleteAsync($"api/v1/calls/{id}/hold");
        Assert.That((int)back.StatusCode, Is.EqualTo(202));
        await HoldingAsync(agent, id, isOnHold: false);
    }

    private static async Task<List<(string Purpose, string Url, int? Status)>> RequestsAsync(QuickSandbox sandbox)
    {
        using var http = new HttpClient { BaseAddress = new Uri(sandbox.Url) };
        return
        [
            .. JsonDocument.Parse(await http.GetStringAsync("/sandbox/requests")).RootElement.EnumerateArray().Select(request => (
                request.GetProperty("purpose").GetString()!,
                request.GetProperty("url").GetString()!,
                request.GetProperty("statusCode") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : (int?)null)),
        ];
    }

    private static async Task HoldingAsync(Agent agent, Guid id, bool isOnHold) => await Eventually.EventuallyAsync(
        async () => (await agent.RawAsync($"api/v1/calls/{id}")).GetProperty("live").ToString(),
        live => live.Contains("on-hold", StringComparison.Ordinal) == isOnHold,
        isOnHold ? "the contact is on hold" : "the contact is back");
}

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
            using var held = await agent.Api.PutAsync($"api/v1/calls/{id}/hold", null);
            await HoldingAsync(agent, id, isOnHold: true);
            await Eventually.EventuallyAsync(
                () => RequestsAsync(sandbox),
                requests => requests.Count(request => request is ("hold", _, 200)) >= time
                    && requests.Exists(request => request is ("play", _, 200)),
                "Twilio asks what is to be heard");
            using var back = await agent.Api.DeleteAsync($"api/v1/calls/{id}/hold");
            await HoldingAsync(agent, id, isOnHold: false);
        }

        await agent.HangUpAsync(id);
        await agent.EndedAsync(id);
        Assert.That(
            (await RequestsAsync(sandbox)).Where(request => request.Url.Contains("/sounds/own-", StringComparison.Ordinal)),
            Is.EqualTo(new[] { ("play", $"{sandbox.App.Url}/twilio/sounds/own-{audio.Id.Value:N}", (int?)200) }));
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

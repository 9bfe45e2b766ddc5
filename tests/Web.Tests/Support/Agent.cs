using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Tests.Support;

/// <summary>An organization as Twilio knows it.</summary>
internal sealed record Tenant(OrganizationId Id, string AccountSid, string AuthToken, string Number);

/// <summary>Somebody who places calls over the API with a token of their own; one live call at a time.</summary>
internal sealed record Agent(Tenant Tenant, Guid Id, string Name, string Phone, HttpClient Api)
{
    public string Email { get; init; } = "";

    public async Task<CallBody> PlaceAsync(string to)
    {
        var response = await Api.PostAsJsonAsync("api/v1/calls", new { to });
        Assert.That((int)response.StatusCode, Is.EqualTo(201), await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<CallBody>())!;
    }

    public async Task<CallBody> CallAsync(Guid id) => (await Api.GetFromJsonAsync<CallBody>($"api/v1/calls/{id}"))!;

    public Task<CallBody> EndedAsync(Guid id) => ReachedAsync(id, call => call.State == "ended", "the call ends");

    public Task<CallBody> ReachedAsync(Guid id, string state) => ReachedAsync(id, call => call.State == state, $"the call is {state}");

    public Task<CallBody> ReachedAsync(Guid id, Func<CallBody, bool> isEnough, string what) =>
        Eventually.EventuallyAsync(() => CallAsync(id), isEnough, what);

    public async Task HangUpAsync(Guid id) =>
        Assert.That((int)(await Api.PostAsync($"api/v1/calls/{id}/hangup", null)).StatusCode, Is.EqualTo(202));

    public async Task<IReadOnlyList<StepBody>> TimelineAsync(Guid id) =>
        (await Api.GetFromJsonAsync<PageOf<StepBody>>($"api/v1/calls/{id}/timeline"))!.Items;

    public Task TimelineReachesAsync(Guid id, string kind) =>
        Eventually.EventuallyAsync(() => TimelineAsync(id), steps => steps.Any(step => step.Kind == kind), $"the timeline says {kind}");

    public async Task<IReadOnlyList<EventBody>> EventsAsync(Guid id)
    {
        var (events, after) = (new List<EventBody>(), 0L);
        while (await Api.GetFromJsonAsync<PageOf<EventBody>>($"api/v1/events?after={after}&limit=200") is { Items.Count: > 0 } page)
        {
            events.AddRange(page.Items);
            after = page.NextAfter;
        }

        return [.. events.Where(happened => happened.CallId == id)];
    }

    public Task<JsonElement> RawAsync(string path) => Api.GetFromJsonAsync<JsonElement>(path);
}

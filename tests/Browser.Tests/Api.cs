using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CrmVoice.Browser.Tests;

/// <summary>The REST API, for what a test needs to have happened before or beside its browser.</summary>
internal sealed class Api : IDisposable
{
    private static readonly TimeSpan endsWithin = TimeSpan.FromSeconds(30);

    private readonly HttpClient http;

    public Api(Person person)
    {
        http = new HttpClient { BaseAddress = new Uri($"{Run.App.Url}/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
    }

    public async Task<string> CallAsync(string number)
    {
        using var answer = await http.PostAsJsonAsync("calls", new { to = number });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> CallOfAsync(string id) => await http.GetFromJsonAsync<JsonElement>($"calls/{id}");

    public async Task HangUpAsync(string call)
    {
        using var answer = await http.PostAsync($"calls/{call}/hangup", content: null);
        answer.EnsureSuccessStatusCode();
    }

    public async Task AskForHelpAsync(string call, bool isNeeded)
    {
        using var request = new HttpRequestMessage(isNeeded ? HttpMethod.Put : HttpMethod.Delete, $"calls/{call}/help");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    public async Task WriteNotesAsync(string call, string text)
    {
        using var answer = await http.PutAsJsonAsync($"calls/{call}/notes", new { text });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Hangs up and returns when the call has ended, or after half a minute.</summary>
    public async Task EndAsync(string call)
    {
        await HangUpAsync(call);
        await UntilEndedAsync(call, endsWithin);
    }

    /// <summary>Returns when the call has ended, or after so long.</summary>
    public async Task UntilEndedAsync(string call, TimeSpan longest)
    {
        using var patience = new CancellationTokenSource(longest);
        while ((await CallOfAsync(call)).GetProperty("state").GetString() != "ended" && !patience.IsCancellationRequested)
        {
            await Task.Delay(50);
        }
    }

    /// <summary>The ids of the calls that fit a query such as <c>result=answered</c>, newest first.</summary>
    public async Task<IReadOnlyList<string>> CallsAsync(string query) =>
        [
            .. (await http.GetFromJsonAsync<JsonElement>($"calls?{query}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(call => call.GetProperty("id").GetString()!),
        ];

    public void Dispose() => http.Dispose();
}

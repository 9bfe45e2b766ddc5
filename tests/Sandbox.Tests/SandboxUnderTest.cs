using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Sandbox.Tests;

/// <summary>A sandbox on its own port, with a receiver that stands for the application.</summary>
internal sealed class SandboxUnderTest : IAsyncDisposable
{
    public const string Account = "AC00000000000000000000000000000001";
    public const string Token = "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c";
    public const string Number = "+551140000001";
    public const string Agent = "+5511999995501";

    private readonly WebApplication sandbox;

    private SandboxUnderTest(WebApplication sandbox, Receiver receiver, HttpClient http)
    {
        this.sandbox = sandbox;
        Receiver = receiver;
        Http = http;
    }

    public Receiver Receiver { get; }

    public HttpClient Http { get; }

    public string Url => Http.BaseAddress!.ToString().TrimEnd('/');

    public static async Task<SandboxUnderTest> StartAsync(params string[] settings)
    {
        var sandbox = SandboxApplication.Build(
        [
            "--urls", "http://127.0.0.1:0", "--Sandbox:TimeScale=0.02", "--Sandbox:CallsPerSecond=1000", "--Logging:LogLevel:Default=None",
            "--Logging:LogLevel:CrmVoice.Sandbox=Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None", .. settings,
        ]);
        await sandbox.StartAsync();
        var address = sandbox.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var http = new HttpClient { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Authorization = Basic(Account, Token);
        var receiver = await Receiver.StartAsync();
        receiver.Answers("/voice", "<Hangup/>");
        return new(sandbox, receiver, http);
    }

    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public static string Path(string rest) => $"/2010-04-01/Accounts/{Account}/{rest}";

    /// <summary>POST Calls.json with everything reported to /status, the TwiML at /voice, and what a test adds.</summary>
    public async Task<HttpResponseMessage> PostCallAsync(string to, params (string Name, string Value)[] more)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("To", to),
            new("From", Number),
            new("Url", Receiver.Url + "/voice"),
            new("StatusCallback", Receiver.Url + "/status"),
            new("StatusCallbackEvent", "initiated"),
            new("StatusCallbackEvent", "ringing"),
            new("StatusCallbackEvent", "answered"),
            new("StatusCallbackEvent", "completed"),
        ];
        form.RemoveAll(pair => more.Any(each => each.Name == pair.Key));
        form.AddRange(more.Where(each => each.Value.Length > 0).Select(each => new KeyValuePair<string, string>(each.Name, each.Value)));
        using var content = new FormUrlEncodedContent(form);
        return await Http.PostAsync(Path("Calls.json"), content);
    }

    public async Task<string> CallAsync(string to, params (string Name, string Value)[] more)
    {
        using var response = await PostCallAsync(to, more);
        return (await JsonOf(response)).GetProperty("sid").GetString()!;
    }

    /// <summary>
    /// Answers /voice with a Dial of this number, all of it reported: the legs to /leg, the action to /action, the recording to /recording.
    /// </summary>
    public void DialsContact(string number, string dialAttributes = "", string numberAttributes = "", string then = "<Hangup/>")
    {
        Receiver.Answers("/action", then);
        Receiver.Answers("/voice",
            $"""
            <Dial callerId="{Number}" timeout="30" action="/action" record="record-from-answer-dual" recordingStatusCallback="/recording" {dialAttributes}>
              <Number statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed" {numberAttributes}>{number}</Number>
            </Dial>
            """);
    }

    /// <summary>The call once it has ended.</summary>
    public Task<JsonElement> EndOfAsync(string sid) =>
        PollAsync($"Calls/{sid}.json", call => call.GetProperty("end_time").ValueKind == JsonValueKind.String);

    public Task<JsonElement> StatusIsAsync(string sid, string status) =>
        PollAsync($"Calls/{sid}.json", call => call.GetProperty("status").GetString() == status);

    /// <summary>The recordings of a call once all of them are completed.</summary>
    public async Task<JsonElement> RecordingsOfAsync(string sid) =>
        (
            await PollAsync(
                $"Calls/{sid}/Recordings.json",
                list =>
                    list.GetProperty("recordings") is var recordings
                    && recordings.GetArrayLength() > 0
                    && recordings.EnumerateArray().All(recording => recording.GetProperty("status").GetString() == "completed"))
        ).GetProperty("recordings");

    public Task WarnedAsync(string sid, string code) =>
        PollAsync(
            $"Calls/{sid}/Notifications.json",
            list => list.GetProperty("notifications").EnumerateArray().Any(each => each.GetProperty("error_code").GetString() == code));

    public async Task PressAsync(string sid, string digits)
    {
        using var response = await Http.PostAsJsonAsync($"/sandbox/calls/{sid}/digits", new { digits });
    }

    private async Task<JsonElement> PollAsync(string rest, Func<JsonElement, bool> satisfied)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (true)
        {
            var now = await GetAsync(rest);
            if (satisfied(now))
            {
                return now;
            }

            await Task.Delay(5, deadline.Token);
        }
    }

    public async Task<JsonElement> GetAsync(string rest)
    {
        using var response = await Http.GetAsync(Path(rest));
        return await JsonOf(response);
    }

    public async Task<HttpResponseMessage> PostAsync(string rest, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(each => new KeyValuePair<string, string>(each.Name, each.Value)));
        return await Http.PostAsync(rest.StartsWith('/') ? rest : Path(rest), content);
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await sandbox.StopAsync();
        await sandbox.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}

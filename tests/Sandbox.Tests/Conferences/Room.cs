using System.Net.Http.Json;
using System.Text.Json;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Sandbox.Tests.Conferences;

/// <summary>
/// An application that brings legs into a room of its sandbox, each by a document that differs in its label and flags only, and that is
/// told everything: legs at /status, the room at /events, ends of Dials at /left/{label}.
/// </summary>
internal sealed class Room(SandboxUnderTest sandbox, string name = "room")
{
    /// <summary>Stays until hung up, as do the numbers of others who join later.</summary>
    public const string Contact = "+5511987650010";
    public const string AllEvents = "start end join leave mute hold modify announcement";

    public Receiver Receiver => sandbox.Receiver;

    /// <summary>All the callbacks of rooms so far.</summary>
    public IReadOnlyList<Received> Events => Receiver.At("/events");

    /// <summary>As "participant-join A".</summary>
    public IReadOnlyList<string> Story => [.. Events.Select(Text)];

    public string Sid => Events[^1]["ConferenceSid"];

    /// <summary>Answers /voice/{label} with the way into the room.</summary>
    public void Admits(
        string label,
        bool ends = false,
        string more = "",
        string before = "",
        string dial = "",
        string after = "<Hangup/>")
    {
        Receiver.Answers($"/left/{label}", after);
        Receiver.Answers($"/voice/{label}", before + Document(label, ends, name, more, dial));
    }

    public static string Document(string label, bool ends, string name, string more = "", string dial = "") =>
        $"""
        <Dial action="/left/{label}" {dial}><Conference participantLabel="{label}" endConferenceOnExit="{(ends ? "true" : "false")}"
          waitUrl="" statusCallback="/events" statusCallbackEvent="{AllEvents}" {more}>{name}</Conference></Dial>
        """;

    /// <summary>Asks for a leg that the label's document is for.</summary>
    public Task<string> AskAsync(string label, string to, params (string Name, string Value)[] more) =>
        sandbox.CallAsync(to, [("Url", Receiver.Url + $"/voice/{label}"), .. more]);

    /// <summary>Has a leg join and gives its SID.</summary>
    public async Task<string> JoinAsync(string label, string to, bool ends = false, string more = "", string dial = "")
    {
        Admits(label, ends, more, dial: dial);
        var sid = await AskAsync(label, to);
        await HappensAsync($"participant-join {label}");
        return sid;
    }

    /// <summary>An agent and a contact who talk.</summary>
    public async Task<(string Agent, string Contact)> TalkAsync(string contact = Contact)
    {
        var agent = await JoinAsync("A", Agent);
        var other = await JoinAsync("C", contact, ends: true);
        await HappensAsync("conference-start");
        return (agent, other);
    }

    /// <summary>Lets seconds of the sandbox go by: as long as a call beside it takes, of which nobody is told.</summary>
    public async Task PassAsync(int seconds)
    {
        var path = $"/passed/{Guid.NewGuid()}";
        Receiver.Answers(path, "<Hangup/>");
        Receiver.Answers(path + "/start", $"<Pause length=\"{seconds}\"/><Redirect>{path}</Redirect>");
        await sandbox.CallAsync("+5511999995555", ("Url", Receiver.Url + path + "/start"), ("StatusCallback", ""));
        await ReceivedAsync(path);
    }

    public async Task<Received> HappensAsync(string what)
    {
        await Receiver.UntilAsync(_ => Events.Any(each => Text(each) == what), what);
        return Events.Last(each => Text(each) == what);
    }

    public Task<Received> LeftAsync(string label) => ReceivedAsync($"/left/{label}");

    public async Task<Received> ReceivedAsync(string path, int times = 1)
    {
        await Receiver.UntilAsync(_ => Receiver.At(path).Count >= times, $"{path} for the {times}. time");
        return Receiver.At(path)[times - 1];
    }

    public async Task<JsonElement> UpdateAsync(string participant, params (string Name, string Value)[] changes)
    {
        using var response = await PostAsync(participant, changes);
        Assert.That((int)response.StatusCode, Is.EqualTo(200), await response.Content.ReadAsStringAsync());
        return await JsonOf(response);
    }

    public Task<HttpResponseMessage> PostAsync(string participant, params (string Name, string Value)[] changes) =>
        sandbox.PostAsync($"Conferences/{Sid}/Participants/{participant}.json", changes);

    public async Task RedirectAsync(string call, string path)
    {
        using var response = await sandbox.PostAsync($"Calls/{call}.json", ("Url", Receiver.Url + path));
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }

    public async Task CompleteAsync(string call)
    {
        using var response = await sandbox.PostAsync($"Calls/{call}.json", ("Status", "completed"));
        Assert.That((int)response.StatusCode, Is.EqualTo(200));
    }

    /// <summary>The person at the far end hangs up.</summary>
    public async Task HangUpAsync(string call)
    {
        using var response = await sandbox.Http.PostAsync($"/sandbox/calls/{call}/hangup", null);
        Assert.That((int)response.StatusCode, Is.EqualTo(204));
    }

    public Task<string[]> SaidAsync(string call) => HeardAsync(call, "said");

    /// <summary>The digits that the far end of a leg has heard.</summary>
    public Task<string[]> DigitsHeardAsync(string call) => HeardAsync(call, "heardDigits");

    /// <summary>Who in the room hears a leg now.</summary>
    public async Task<string[]> HearersOfAsync(string call)
    {
        var conferences = await sandbox.Http.GetFromJsonAsync<JsonElement>("/sandbox/conferences");
        return
        [
            .. conferences.EnumerateArray().SelectMany(each => each.GetProperty("participants").EnumerateArray())
                .Where(each => each.GetProperty("hears").EnumerateArray().Any(other => other.GetString() == call))
                .Select(each => each.GetProperty("callSid").GetString()!),
        ];
    }

    public async Task DoomAsync(object fate)
    {
        using var response = await sandbox.Http.PostAsJsonAsync("/sandbox/conference-callbacks", fate);
        Assert.That((int)response.StatusCode, Is.EqualTo(204));
    }

    public async Task ChooseAsync(object chosen)
    {
        using var response = await sandbox.Http.PostAsJsonAsync("/sandbox/next", chosen);
        Assert.That((int)response.StatusCode, Is.EqualTo(204));
    }

    private async Task<string[]> HeardAsync(string call, string what)
    {
        var legs = await sandbox.Http.GetFromJsonAsync<JsonElement>("/sandbox/calls");
        return
        [
            .. legs.EnumerateArray().Single(leg => leg.GetProperty("sid").GetString() == call).GetProperty(what).EnumerateArray()
                .Select(each => each.GetString()!),
        ];
    }

    private static string Text(Received request) =>
        request["StatusCallbackEvent"] + (request.Has("CallSid") ? " " + request["ParticipantLabel"] : "");
}

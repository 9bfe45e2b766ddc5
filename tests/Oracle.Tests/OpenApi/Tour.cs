using System.Text.Json;
using CrmVoice.Sandbox.Tests;
using CrmVoice.Sandbox.Tests.Conferences;
using static CrmVoice.Sandbox.Tests.SandboxUnderTest;

namespace CrmVoice.Oracle.Tests.OpenApi;

/// <summary>An answer of the sandbox.</summary>
internal sealed record Exchange(string Method, string Path, int Status, string? ContentType, string Body)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public override string ToString() => $"{Method} {Path} {Status}";
}

/// <summary>Asks everything that the sandbox can be asked, of calls in all their states, and writes down what it answers.</summary>
internal sealed class Tour(SandboxUnderTest sandbox, HttpClient http)
{
    private const string CurrentRecording = "Twilio.CURRENT";

    public static async Task<IReadOnlyList<Exchange>> TakeAsync()
    {
        await using var sandbox = await StartAsync();
        using var recorder = new Recorder();
        using var http = new HttpClient(recorder) { BaseAddress = sandbox.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = sandbox.Http.DefaultRequestHeaders.Authorization;
        await new Tour(sandbox, http).WalkAsync();
        return [.. recorder.Exchanges];
    }

    private async Task WalkAsync()
    {
        await AccountAsync();
        await DialingPermissionsAsync();
        await PricesAsync();
        await CallerIdAsync();
        await EndingsAsync();
        await LiveCallAsync();
        await ConversationAsync();
        await ConferenceAsync();
        await ListsAsync();
    }

    private async Task AccountAsync()
    {
        await GetAsync($"/2010-04-01/Accounts/{Account}.json");
        await GetAsync("Balance.json");
        var numbers = await GetAsync("IncomingPhoneNumbers.json");
        var number = $"IncomingPhoneNumbers/{numbers.GetProperty("incoming_phone_numbers")[0].GetProperty("sid").GetString()}.json";
        await GetAsync(number);
        await PostAsync(number, ("VoiceUrl", sandbox.Receiver.Url + "/voice"), ("VoiceMethod", "GET"), ("FriendlyName", "Vendas"));
        await GetAsync(number);
        await PostAsync(number, ("VoiceUrl", ""));
        await PostAsync(number, ("VoiceApplicationSid", "AP00000000000000000000000000000001"));
        await PostAsync(number, ("TrunkSid", "TK00000000000000000000000000000001"));
        await PostAsync(number, ("TrunkSid", ""));
    }

    private async Task DialingPermissionsAsync()
    {
        await GetAsync("/v1/DialingPermissions/Countries?PageSize=20&Page=1&LowRiskNumbersEnabled=true");
        await GetAsync("/v1/DialingPermissions/Countries/US");
        await GetAsync("/v1/DialingPermissions/Countries/LV/HighRiskSpecialPrefixes");
        await PostAsync(
            "/v1/DialingPermissions/BulkCountryUpdates",
            ("UpdateRequest", """[{"iso_code": "CU", "low_risk_numbers_enabled": "false"}]"""));
        await GetAsync("/v1/Settings");
        await PostAsync("/v1/Settings", ("DialingPermissionsInheritance", "false"));
    }

    private async Task PricesAsync()
    {
        await GetAsync("/v2/Voice/Countries?PageSize=20&Page=1");
        await GetAsync("/v2/Voice/Countries/GB");
        await GetAsync("/v2/Voice/Countries/CA");
        await GetAsync("/v2/Voice/Numbers/+5511987650001?OriginationNumber=+551140000001");
    }

    /// <summary>A caller ID that is verified, renamed and taken away again.</summary>
    private async Task CallerIdAsync()
    {
        await GetAsync("OutgoingCallerIds.json");
        var asked = await PostAsync("OutgoingCallerIds.json", ("PhoneNumber", "+5511940000007"), ("FriendlyName", "Recepção"));
        var call = asked.GetProperty("call_sid").GetString()!;
        await sandbox.StatusIsAsync(call, "in-progress");
        await sandbox.PressAsync(call, asked.GetProperty("validation_code").GetString()!);
        await sandbox.EndOfAsync(call);
        var callerId =
            $"OutgoingCallerIds/{(await GetAsync("OutgoingCallerIds.json")).GetProperty("outgoing_caller_ids")[0].GetProperty("sid").GetString()}.json";
        await GetAsync(callerId);
        await PostAsync(callerId, ("FriendlyName", "Portaria"));
        await SendAsync(HttpMethod.Delete, callerId);
    }

    /// <summary>Legs that end in each of the ways there are, and are asked for, listed and deleted.</summary>
    private async Task EndingsAsync()
    {
        foreach (var ending in new[] { "9001", "9002", "9003", "9004" })
        {
            var sid = await CreateAsync("+551199999" + ending);
            await sandbox.EndOfAsync(sid);
            await GetAsync($"Calls/{sid}.json");
            await PostAsync($"Calls/{sid}.json", ("Status", "completed"));
        }

        sandbox.Receiver.Answers("/voice", "<Dial action=\"/missing\"><Number>123</Number></Dial>");
        var warned = await CreateAsync(Agent, ("StatusCallbackEvent", "ringing answered"));
        await sandbox.EndOfAsync(warned);
        var notes = (await GetAsync($"Calls/{warned}/Notifications.json")).GetProperty("notifications");
        Assert.That(notes.GetArrayLength(), Is.GreaterThan(0), "there is something to look at");
        foreach (var note in notes.EnumerateArray())
        {
            await GetAsync($"Calls/{warned}/Notifications/{note.GetProperty("sid").GetString()}.json");
        }

        await SendAsync(HttpMethod.Delete, $"Calls/{warned}.json");
        await GetAsync($"Calls/{warned}.json");
    }

    /// <summary>A call that waits, is recorded by REST, is sent to other TwiML, and is hung up.</summary>
    private async Task LiveCallAsync()
    {
        sandbox.Receiver.Answers("/voice", "<Pause length=\"3600\"/>");
        sandbox.Receiver.Answers("/other", "<Pause length=\"3600\"/>");
        var sid = await CreateAsync(Agent);
        await sandbox.StatusIsAsync(sid, "in-progress");
        await GetAsync($"Calls/{sid}.json");
        await SendAsync(HttpMethod.Delete, $"Calls/{sid}.json");
        var recording = (await PostAsync($"Calls/{sid}/Recordings.json", ("RecordingChannels", "dual"))).GetProperty("sid").GetString();
        foreach (var status in new[] { "paused", "in-progress", "stopped" })
        {
            await PostAsync($"Calls/{sid}/Recordings/{CurrentRecording}.json", ("Status", status));
            await GetAsync($"Recordings/{recording}.json");
        }

        await PostAsync($"Calls/{sid}.json", ("Url", sandbox.Receiver.Url + "/other"));
        await PostAsync($"Calls/{sid}.json", ("Twiml", "<Response><Pause length=\"3600\"/></Response>"));
        await PostAsync($"Calls/{sid}.json", ("Status", "completed"));
        await sandbox.EndOfAsync(sid);
        await GetAsync($"Calls/{sid}.json");

        var canceled = await CreateAsync("+5511999999003");
        await PostAsync($"Calls/{canceled}.json", ("Status", "canceled"));
    }

    /// <summary>Two legs, a machine, and a recording that is heard and deleted in both its places.</summary>
    private async Task ConversationAsync()
    {
        foreach (var contact in new[] { "+5511987650005", "+5511987650002" })
        {
            sandbox.DialsContact(contact, numberAttributes: "machineDetection=\"Enable\" amdStatusCallback=\"/amd\"");
            var sid = await CreateAsync(Agent, ("Record", "true"));
            await sandbox.EndOfAsync(sid);
            foreach (var leg in (await GetAsync($"Calls.json?ParentCallSid={sid}")).GetProperty("calls").EnumerateArray())
            {
                await GetAsync($"Calls/{leg.GetProperty("sid").GetString()}.json");
            }

            await GetAsync($"Calls/{sid}/Events.json");
            foreach (var recording in (await sandbox.RecordingsOfAsync(sid))
                    .EnumerateArray()
                    .Select(recording => recording.GetProperty("sid").GetString())
                    .ToArray())
            {
                await GetAsync($"Calls/{sid}/Recordings/{recording}.json");
                await GetAsync($"Recordings/{recording}.json");
                await SendAsync(HttpMethod.Get, $"Recordings/{recording}.wav");
                await SendAsync(HttpMethod.Get, $"Recordings/{recording}.mp3");
            }
        }
    }

    /// <summary>A room that two legs are in, one of them held, muted, coached, thrown out, until the room is ended.</summary>
    private async Task ConferenceAsync()
    {
        var room = new Room(sandbox, "tour");
        var agent = await room.JoinAsync("A", Agent);
        var conference = $"Conferences/{room.Sid}";
        await GetAsync(conference + ".json");
        var contact = await room.JoinAsync("C", Room.Contact, ends: true);
        await room.HappensAsync("conference-start");
        await GetAsync(conference + ".json");
        await GetAsync(conference + "/Participants.json?Muted=false");
        await GetAsync(conference + "/Participants/C.json");
        await PostAsync(
            $"{conference}/Participants/{contact}.json",
            ("Hold", "true"),
            ("HoldUrl", sandbox.Receiver.Url + "/other"),
            ("HoldMethod", "POST"));
        await PostAsync($"{conference}/Participants/A.json", ("Coaching", "true"), ("CallSidToCoach", contact), ("Muted", "true"));
        await PostAsync($"{conference}/Participants/A.json", ("Coaching", "true"), ("CallSidToCoach", "CA" + new string('0', 32)));
        await GetAsync($"{conference}/Participants/{agent}.json");
        await SendAsync(HttpMethod.Delete, $"{conference}/Participants/{agent}.json");
        await GetAsync($"{conference}/Participants/{agent}.json");
        await PostAsync(conference + ".json", ("AnnounceUrl", sandbox.Receiver.Url + "/other"));
        await PostAsync(conference + ".json", ("Status", "completed"));
        await PostAsync(conference + ".json", ("Status", "completed"));
        await GetAsync(conference + ".json");
        await GetAsync(conference + "/Participants.json");
        await PagesAsync("Conferences.json?PageSize=1&FriendlyName=tour");
    }

    private async Task ListsAsync()
    {
        await PagesAsync("Calls.json?PageSize=2&From=" + Uri.EscapeDataString(Number));
        await PagesAsync("Recordings.json?PageSize=1");
        var recordings = (await GetAsync("Recordings.json?PageSize=1000")).GetProperty("recordings").EnumerateArray().ToArray();
        foreach (var sid in recordings.Select(recording => recording.GetProperty("call_sid").GetString()).Distinct())
        {
            await GetAsync($"Calls/{sid}/Recordings.json");
        }

        await SendAsync(HttpMethod.Delete, $"Recordings/{recordings[0].GetProperty("sid").GetString()}.json");
        await SendAsync(
            HttpMethod.Delete,
            $"Calls/{recordings[1].GetProperty("call_sid").GetString()}/Recordings/{recordings[1].GetProperty("sid").GetString()}.json");
        await GetAsync("Recordings.json?IncludeSoftDeleted=true");
        await GetAsync("Calls.json?Status=queued");
    }

    private async Task PagesAsync(string first)
    {
        var next = Path(first);
        while (next is not null)
        {
            next = (await GetAsync(next)).GetProperty("next_page_uri").GetString();
        }
    }

    private async Task<string> CreateAsync(string to, params (string Name, string Value)[] more) =>
        (
            await PostAsync(
                "Calls.json",
                [
                    ("To", to),
                    ("From", Number),
                    ("Url", sandbox.Receiver.Url + "/voice"),
                    ("StatusCallback", sandbox.Receiver.Url + "/status"),
                    .. more,
                ]))
            .GetProperty("sid")
            .GetString()!;

    private async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await SendAsync(HttpMethod.Get, path));

    private async Task<JsonElement> PostAsync(string path, params (string Name, string Value)[] form) =>
        JsonSerializer.Deserialize<JsonElement>(
            await SendAsync(
                HttpMethod.Post,
                path,
                new FormUrlEncodedContent(form.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)))));

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : Path(path)) { Content = content };
        using var response = await http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private sealed class Recorder() : DelegatingHandler(new HttpClientHandler())
    {
        public List<Exchange> Exchanges { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            Exchanges.Add(new(
                request.Method.Method,
                request.RequestUri!.AbsolutePath,
                (int)response.StatusCode,
                response.Content.Headers.ContentType?.MediaType,
                await response.Content.ReadAsStringAsync(cancellationToken)));
            return response;
        }
    }
}

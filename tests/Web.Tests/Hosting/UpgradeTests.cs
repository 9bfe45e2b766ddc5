using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using CrmVoice.Web.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CrmVoice.Web.Tests.Hosting;

/// <summary>
/// A database that a version whose legs had no ids left behind when it was killed, with four live calls in it and a hang-up that had not
/// gone out. It was made by that version against the sandbox, with the demo's organizations and keys.
/// </summary>
internal sealed class UpgradeTests
{
    private static readonly Kept ana = new(
        "01a21ea4-2325-758d-a098-5c570f64aabb",
        "CA5ba3fa90a118e4a0579de4d5d80a4d3f",
        "CAf0a6e34ea9bb5c376a183d6a37e5c654");
    private static readonly Kept bruno = new(
        "01a21ea4-8aea-78b3-a684-50ce8fdbde63",
        "CAb718401ba08ad42dd6e29958dfafca60",
        "CAb5e79d86b09dc0b791990c71c7fcb060");
    private static readonly Kept amy = new("01a21ea4-d968-77b6-bedd-e819a7b2f9e8", "CAe4adceb1923a9394da90c69c375e33e6", ContactSid: null);
    private static readonly Kept sofia = new(
        "01a21ea4-f4ea-7cfc-995d-22b4ff77062f",
        "CAbfa3dac78b5e66b79c45abfe93bf3c12",
        ContactSid: null);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-upgrade-");
    private TwilioStandIn twilio = null!;
    private CrmVoiceApp app = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var (kept, keys) = (Path.Combine(TestContext.CurrentContext.TestDirectory, "Kept"), folder.CreateSubdirectory("keys"));
        foreach (var key in Directory.EnumerateFiles(kept, "key-*.xml"))
        {
            File.Copy(key, Path.Combine(keys.FullName, Path.GetFileName(key)));
        }

        var database = Path.Combine(folder.FullName, "crmvoice.db");
        await using (var packed = new GZipStream(File.OpenRead(Path.Combine(kept, "before-legs.db.gz")), CompressionMode.Decompress))
        await using (var file = File.Create(database))
        {
            await packed.CopyToAsync(file);
        }

        File.Copy(database, Path.Combine(folder.FullName, "before.db"));
        twilio = await TwilioStandIn.StartAsync();
        // Asked whether the contact was dialled, Twilio lists nobody.
        twilio.WhenAskedFor(
            "GET",
            amy.AgentSid,
            Answers.Json(
                200,
                $$"""{"sid": "{{amy.AgentSid}}", "status": "completed", "duration": "4", "price": null, "price_unit": "USD"}"""));
        app = await CrmVoiceApp.StartAsync(
            twilio.Url,
            ("ConnectionStrings:CrmVoice", $"Data Source={database}"),
            ("Keys:Path", keys.FullName));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await app.DisposeAsync();
        await twilio.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Calls_that_were_live_under_it_end_right()
    {
        await Eventually.EventuallyAsync(
            () => twilio.AskedFor(sofia.AgentSid).Any(asked => asked.Form("Status").Contains("completed")),
            "the hang-up goes out");
        Assert.That(await PlaceAsync("demo-ana-aurora"), Is.EqualTo(HttpStatusCode.Conflict), "she is in a call");

        await SayAsync(
            ana,
            "contact-status",
            ana.ContactSid!,
            "completed",
            "20:14:52",
            ("ParentCallSid", ana.AgentSid),
            ("CallDuration", "42"));
        await SayAsync(
            ana,
            "dial-result",
            ana.AgentSid,
            "in-progress",
            null,
            ("DialCallStatus", "completed"),
            ("DialCallSid", ana.ContactSid!),
            ("DialCallDuration", "42"),
            ("DialBridged", "true"));
        await SayAsync(ana, "agent-status", ana.AgentSid, "completed", "20:14:53", ("CallDuration", "72"));
        await SayAsync(bruno, "contact-status", bruno.ContactSid!, "no-answer", "20:14:48", ("ParentCallSid", bruno.AgentSid));
        await SayAsync(
            bruno,
            "dial-result",
            bruno.AgentSid,
            "in-progress",
            null,
            ("DialCallStatus", "no-answer"),
            ("DialCallSid", bruno.ContactSid!),
            ("DialBridged", "false"));
        await SayAsync(bruno, "agent-status", bruno.AgentSid, "completed", "20:14:50", ("CallDuration", "43"));
        await SayAsync(amy, "agent-status", amy.AgentSid, "completed", "20:14:31", ("CallDuration", "4"));
        await SayAsync(sofia, "agent-status", sofia.AgentSid, "canceled", "20:14:24");

        await EndsAsync("demo-ana-aurora", ana, "answered", talkSeconds: 42, legs: 2);
        await EndsAsync("demo-bruno-aurora", bruno, "contact-no-answer", talkSeconds: null, legs: 2);
        await EndsAsync("demo-amy-beacon", amy, "agent-hung-up", talkSeconds: null, legs: 1);
        await EndsAsync("demo-sofia-aurora", sofia, "canceled", talkSeconds: null, legs: 1);
        foreach (var token in new[] { "demo-ana-aurora", "demo-bruno-aurora", "demo-amy-beacon", "demo-sofia-aurora" })
        {
            Assert.That(await PlaceAsync(token), Is.EqualTo(HttpStatusCode.Created), "everybody may call again");
        }
    }

    [Test]
    public async Task Every_leg_gets_an_id_of_its_own_and_every_live_call_keeps_its_agent_s_seat_until_it_ends()
    {
        var legs = await ReadAsync("crmvoice.db", """SELECT "Id", "CallSid" FROM "CallLegs" """);
        Assert.That(legs.Select(leg => leg[0]).Distinct().Count(), Is.EqualTo(legs.Count));
        Assert.That(legs, Has.None.Matches<object[]>(leg => !Guid.TryParse($"{leg[0]}", out var id) || id == Guid.Empty));
        Assert.That(
            (await ReadAsync("before.db", """SELECT "CallSid" FROM "CallLegs" """)).Select(leg => leg[0]),
            Is.SubsetOf(legs.Select(leg => leg[1])));

        var seats = await ReadAsync("crmvoice.db", """SELECT "CallId", "MemberId" FROM "Seats" """);

        var live = await ReadAsync("before.db", """SELECT "Id", "AgentId" FROM "Calls" WHERE "State" <> 'ended' """);
        Assert.That(live.Select(call => $"{call[0]}".ToLowerInvariant()), Is.EquivalentTo(new[] { ana.Id, bruno.Id, amy.Id, sofia.Id }));
        Assert.That(seats.Select(seat => $"{seat[0]} {seat[1]}"), Is.EquivalentTo(live.Select(call => $"{call[0]} {call[1]}")));
        await SayAsync(sofia, "agent-status", sofia.AgentSid, "canceled", "20:14:24");
        await EndsAsync("demo-sofia-aurora", sofia, "canceled", talkSeconds: null, legs: 1);
        Assert.That(
            (await ReadAsync("crmvoice.db", """SELECT "CallId" FROM "Seats" """)).Select(seat => $"{seat[0]}".ToLowerInvariant()),
            Is.EquivalentTo(new[] { ana.Id, bruno.Id, amy.Id }));
    }

    [TestCase(
        """
        SELECT "Id", "From", "To", "State", "Result", "RequestedAt", "ConnectedAt", "EndedAt", "AgentRingSeconds", "ContactRingSeconds",
          "TalkSeconds", "Notes", "Disposition" FROM "Calls" WHERE "State" = 'ended'
        """)]
    [TestCase(
        """
        SELECT "CallSid", "CallId", "Role", "Status", "RingingAt", "AnsweredAt", "EndedAt", "DurationSeconds", "Price" FROM "CallLegs"
        WHERE "CallId" IN (SELECT "Id" FROM "Calls" WHERE "State" = 'ended')
        """)]
    [TestCase(
        """
        SELECT "CallId", COUNT(*) FROM "CallSteps"
        WHERE "CallId" IN (SELECT "Id" FROM "Calls" WHERE "State" = 'ended') GROUP BY "CallId"
        """)]
    [TestCase("""SELECT "CallId", "Sid", "Status", "DurationSeconds", "Channels" FROM "CallRecordings" """)]
    [TestCase("""SELECT "Id", "Name", "Company", "Email", "Phone", "CreatedAt" FROM "Contacts" """)]
    [TestCase("""SELECT "Id", "UserId", "Name", "Role", "Phone" FROM "Memberships" """)]
    [TestCase("""SELECT "Id", "MembershipId", "Hash", "CreatedAt" FROM "ApiTokens" """)]
    public async Task What_was_stored_under_it_is_all_there_and_says_the_same(string query)
    {
        var before = await ReadAsync("before.db", query);
        var after = (await ReadAsync("crmvoice.db", query)).Select(row => string.Join('|', row));
        Assert.That(before, Is.Not.Empty);
        Assert.That(before.Select(row => string.Join('|', row)).Except(after), Is.Empty);
    }

    /// <param name="file">The database as it was left behind, or as it is now.</param>
    private async Task<List<object[]>> ReadAsync(string file, string query)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, file)};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        List<object[]> rows = [];
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private async Task<HttpStatusCode> PlaceAsync(string token)
    {
        var to = token.EndsWith("beacon", StringComparison.Ordinal) ? "+14155550123" : "+5511987650123";
        return (await app.Api(token).PostAsJsonAsync("api/v1/calls", new { to })).StatusCode;
    }

    /// <summary>At the addresses that the version before had handed out.</summary>
    /// <param name="at">By Twilio's clock; null for a question, which has none.</param>
    private async Task SayAsync(
        Kept call,
        string webhook,
        string callSid,
        string status,
        string? at,
        params (string Name, string Value)[] more)
    {
        var tenant = call == amy ? CrmVoiceApp.Beacon : CrmVoiceApp.Aurora;
        (string, string)[] time = at is null
            ? []
            : [("Timestamp", $"Fri, 27 Nov 2026 {at} +0000"), ("SequenceNumber", "3"), ("CallbackSource", "call-progress-events")];
        var response = await app.TwilioReports(
            tenant,
            $"{app.Url}/twilio/calls/{call.Id}/{webhook}",
            [("AccountSid", tenant.AccountSid), ("CallSid", callSid), ("CallStatus", status), .. time, .. more]);
        Assert.That((int)response.StatusCode, Is.AnyOf(200, 204), webhook);
    }

    private async Task EndsAsync(string token, Kept call, string result, int? talkSeconds, int legs)
    {
        var api = app.Api(token);
        CallBody? seen = null;
        await Eventually.EventuallyAsync(
            async () => seen = await api.GetFromJsonAsync<CallBody>($"api/v1/calls/{call.Id}"),
            read => read?.State == "ended",
            $"the call of {token} ends");
        Assert.That((seen!.Result, seen.TalkSeconds, seen.Legs.Count), Is.EqualTo((result, talkSeconds, legs)), token);
        Assert.That(seen.Legs.Select(leg => leg.CallSid), Is.EquivalentTo(new[] { call.AgentSid, call.ContactSid }.OfType<string>()));
    }

    private sealed record Kept(string Id, string AgentSid, string? ContactSid);
}

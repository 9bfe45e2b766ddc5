using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmVoice.Infrastructure.Demo;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Api;

/// <summary>The surface that integrators were promised, on the real application.</summary>
internal sealed class ContractTests : WithStandIn
{
    private static readonly string[] callProperties =
    [
        "id",
        "direction",
        "topology",
        "state",
        "result",
        "carrierError",
        "from",
        "to",
        "number",
        "agent",
        "contact",
        "opportunityId",
        "requestedAt",
        "agentAnsweredAt",
        "connectedAt",
        "endedAt",
        "endedBy",
        "hangupRequestedAt",
        "updatedAt",
        "agentRingSeconds",
        "contactRingSeconds",
        "talkSeconds",
        "holdSeconds",
        "live",
        "estimatedWaitSeconds",
        "legs",
        "talks",
        "holds",
        "transfers",
        "recordings",
        "helpRequestedAt",
        "notes",
        "notesVersion",
        "disposition",
    ];

    private static readonly string[] legProperties =
    [
        "id", "callSid", "parentCallSid", "role", "party", "member", "status", "answeredBy", "sipCode",
        "initiatedAt", "ringingAt", "answeredAt", "endedAt", "durationSeconds",
        "muted", "onHold",
    ];

    private static readonly string[] recordingProperties = ["id", "sid", "status", "durationSeconds", "channels"];
    private static readonly string[] partyProperties = ["id", "name"];

    [Test]
    public async Task A_call_has_exactly_the_properties_promised()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent, "(11) 98765-0001");
        await call.SayAsync(
            call.Agent("ringing", 2),
            call.Agent("in-progress", 9),
            call.Contact("ringing", 13),
            call.Contact("in-progress", 20),
            call.Machine("human"),
            call.Contact("completed", 50, ("CallDuration", "30"), ("SipResponseCode", "200")),
            call.Agent("completed", 51, ("CallDuration", "42")),
            call.Recording(seconds: 30));

        var body = await agent.RawAsync($"api/v1/calls/{call.Id}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(NamesOf(body), Is.EqualTo(callProperties));
            Assert.That(NamesOf(body.GetProperty("legs")[1]), Is.EqualTo(legProperties));
            Assert.That(NamesOf(body.GetProperty("recordings")[0]), Is.EqualTo(recordingProperties));
            Assert.That(NamesOf(body.GetProperty("agent")), Is.EqualTo(partyProperties));
            Assert.That(NamesOf(body.GetProperty("contact")), Is.EqualTo(partyProperties));
            Assert.That(body.GetProperty("to").GetString(), Is.EqualTo("+5511987650001"));
            Assert.That(body.GetProperty("contact").GetProperty("name").GetString(), Is.EqualTo("Carlos Lima"));
            Assert.That(body.GetProperty("direction").GetString(), Is.EqualTo("outbound"));
            Assert.That(
                body.GetProperty("connectedAt").GetString(),
                Is.EqualTo($"{TwilioCall.BeganAt.AddSeconds(20):yyyy-MM-ddTHH:mm:ssZ}"));
            Assert.That(Numbers(body, "agentRingSeconds", "contactRingSeconds", "talkSeconds"), Is.EqualTo(new[] { 7, 7, 30 }));
            Assert.That(
                body.GetProperty("legs").EnumerateArray().Select(leg => leg.GetProperty("role").GetString()),
                Is.EqualTo(new[] { "agent", "contact" }));
            Assert.That(Numbers(body.GetProperty("legs")[1], "sipCode", "durationSeconds"), Is.EqualTo(new[] { 200, 30 }));
            Assert.That(body.GetProperty("legs")[1].GetProperty("answeredBy").GetString(), Is.EqualTo("human"));
            Assert.That(
                body.GetProperty("legs")[1].GetProperty("party").GetRawText(),
                Is.EqualTo("""{"kind":"phone","value":"+5511987650001"}"""));
            Assert.That(body.GetProperty("legs")[1].GetProperty("member").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(body.GetProperty("legs")[0].GetProperty("member").GetProperty("id").GetGuid(), Is.EqualTo(agent.Id));
            Assert.That(NamesOf(body.GetProperty("endedBy")), Is.EqualTo(new[] { "role", "legId", "member" }));
            Assert.That(body.GetProperty("endedBy").GetProperty("role").GetString(), Is.EqualTo("contact"));
            Assert.That(
                body.GetProperty("endedBy").GetProperty("legId").GetGuid(),
                Is.EqualTo(body.GetProperty("legs")[1].GetProperty("id").GetGuid()));
        }
    }

    [Test]
    public async Task A_placed_call_is_answered_at_once_with_its_address()
    {
        var agent = await App.HireAsync();

        var response = await agent.Api.PostAsJsonAsync(
            "api/v1/calls",
            new { contactId = ContactOf("+5511987650002"), opportunityId = OpportunityOf("+5511987650002") });

        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(201));
            Assert.That(NamesOf(body), Is.EqualTo(callProperties));
            Assert.That(body.GetProperty("state").GetString(), Is.EqualTo("requested"));
            Assert.That(body.GetProperty("to").GetString(), Is.EqualTo("+5511987650002"));
            Assert.That(body.GetProperty("contact").GetProperty("name").GetString(), Is.EqualTo("Beatriz Moraes"));
            Assert.That(body.GetProperty("opportunityId").GetGuid(), Is.EqualTo(OpportunityOf("+5511987650002")));
            Assert.That(body.GetProperty("agent").GetProperty("id").GetGuid(), Is.EqualTo(agent.Id));
            Assert.That(
                (await agent.RawAsync(response.Headers.Location!.OriginalString)).GetProperty("id").GetGuid(),
                Is.EqualTo(body.GetProperty("id").GetGuid()));
        }
    }

    [Test]
    public async Task A_timeline_item_and_an_event_have_exactly_the_properties_promised()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var timeline = await agent.RawAsync($"api/v1/calls/{call.Id}/timeline");
        var events = await agent.RawAsync("api/v1/events?limit=1");

        Assert.That(NamesOf(timeline.GetProperty("items")[0]), Is.EqualTo(new[] { "at", "arrivedAt", "leg", "kind", "effect", "note" }));
        Assert.That(NamesOf(events.GetProperty("items")[0]), Is.EqualTo(new[] { "id", "at", "type", "callId" }));
        Assert.That(events.GetProperty("items").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Notes_are_kept_with_the_call()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var response = await agent.Api.PutAsJsonAsync($"api/v1/calls/{call.Id}/notes", new { text = "Ligar de novo às 15h <b>" });

        Assert.That((int)response.StatusCode, Is.EqualTo(204));
        Assert.That((await call.ReadAsync()).Notes, Is.EqualTo("Ligar de novo às 15h <b>"));
        Assert.That(
            (int)(await agent.Api.PutAsJsonAsync($"api/v1/calls/{call.Id}/notes", new { text = new string('x', 10_001) })).StatusCode,
            Is.EqualTo(400));
    }

    [Test]
    public async Task Notes_are_only_replaced_where_they_are_still_those_that_were_read()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        var path = $"api/v1/calls/{call.Id}/notes";
        Assert.That((await call.ReadAsync()).NotesVersion, Is.Zero);

        var first = await PutAsync(agent, path, "\"0\"", "first");
        var late = await PutAsync(agent, path, "\"0\"", "late");
        var problem = await late.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(((int)first.StatusCode, first.Headers.ETag?.Tag), Is.EqualTo((204, "\"1\"")));
        Assert.That(
            (
                (int)late.StatusCode,
                problem.GetProperty("code").GetString(),
                problem.GetProperty("notes").GetString(),
                problem.GetProperty("notesVersion").GetInt32()),
            Is.EqualTo((412, "notes-changed", "first", 1)));
        foreach (var (ifMatch, text, version) in new[]
            {
                ("1", "bare", 2),
                ("*", "any", 3),
                ("\"7\", \"3\"", "one of several", 4),
                (null, "without", 5),
            })
        {
            var answer = await PutAsync(agent, path, ifMatch, text);
            Assert.That(((int)answer.StatusCode, answer.Headers.ETag?.Tag), Is.EqualTo((204, $"\"{version}\"")), ifMatch);
        }

        var seen = await call.ReadAsync();
        Assert.That((seen.Notes, seen.NotesVersion), Is.EqualTo(("without", 5)));
    }

    [TestCase("W/\"0\"", 412)]
    [TestCase("\"00\"", 412)]
    [TestCase("\"abc\"", 412)]
    [TestCase("1", 412)]
    [TestCase("0, 1", 204)]
    [TestCase("abc", 400)]
    [TestCase("\"0", 400)]
    [TestCase("-1", 400)]
    [TestCase("", 400)]
    public async Task An_If_Match_is_read_as_HTTP_has_it(string ifMatch, int status)
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var answer = await PutAsync(agent, $"api/v1/calls/{call.Id}/notes", ifMatch, "mine");

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That((await call.ReadAsync()).Notes, Is.EqualTo(status == 204 ? "mine" : ""));
    }

    [Test]
    public async Task Of_two_who_write_at_once_on_what_both_had_read_one_is_told()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(number => PutAsync(agent, $"api/v1/calls/{call.Id}/notes", "\"0\"", $"text {number}")));

        Assert.That(answers.Select(answer => (int)answer.StatusCode).Order(), Is.EqualTo(new[] { 204, 412, 412, 412, 412, 412 }));
        Assert.That((await call.ReadAsync()).NotesVersion, Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_key_and_body_dial_once_and_are_answered_the_same()
    {
        var agent = await App.HireAsync();
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(agent, key, new { to = "+5511987650001" })));
        var later = await PostAsync(agent, key, new { to = "+5511987650001" });
        var other = await PostAsync(agent, key, new { to = "+5511987650002" });

        var bodies = await Task.WhenAll(answers.Append(later).Select(answer => answer.Content.ReadAsStringAsync()));
        await Twilio.CreateOfAsync(agent.Phone);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Append(later).Select(answer => (int)answer.StatusCode), Is.All.EqualTo(201));
            Assert.That(bodies.Distinct(), Has.Exactly(1).Items);
            Assert.That(answers.Append(later).Select(answer => answer.Headers.Location).Distinct(), Has.Exactly(1).Items);
            Assert.That(((int)other.StatusCode, await CodeOf(other)), Is.EqualTo((422, "idempotency-key-reused")));
            Assert.That(Twilio.CreatesOf(agent.Phone), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_key_belongs_to_one_person()
    {
        var (agent, colleague) = (await App.HireAsync(), await App.HireAsync());
        var key = Guid.NewGuid().ToString();

        var first = await PostAsync(agent, key, new { to = "+5511987650001" });
        var second = await PostAsync(colleague, key, new { to = "+5511987650002" });

        Assert.That(((int)first.StatusCode, (int)second.StatusCode), Is.EqualTo((201, 201)));
    }

    [Test]
    public async Task Of_two_calls_at_once_one_is_placed()
    {
        var agent = await App.HireAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(agent, null, new { to = "+5511987650001" })));

        Assert.That(answers.Select(answer => (int)answer.StatusCode).Order(), Is.EqualTo(new[] { 201, 409, 409, 409, 409, 409 }));
        Assert.That(await CodeOf(answers.First(answer => (int)answer.StatusCode == 409)), Is.EqualTo("call-in-progress"));
        await Twilio.CreateOfAsync(agent.Phone);
        Assert.That(Twilio.CreatesOf(agent.Phone), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_token_may_place_so_many_calls_a_minute()
    {
        var agent = await App.HireAsync(withPhone: false);
        var answers = new List<HttpResponseMessage>();
        for (var call = 0; call <= 60; call++)
        {
            answers.Add(await PostAsync(agent, null, new { to = "+5511987650001" }));
        }

        Assert.That(answers.Take(60).Select(answer => (int)answer.StatusCode), Is.All.EqualTo(409));
        Assert.That(((int)answers[60].StatusCode, await CodeOf(answers[60])), Is.EqualTo((429, "too-many-requests")));
        Assert.That(answers[60].Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    public async Task The_description_lists_exactly_what_there_is()
    {
        using var anybody = App.CreateClient();

        var description = await anybody.GetFromJsonAsync<JsonElement>("openapi/v1.json");

        var paths = description
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(verb => $"{verb.Name} {path.Name}"));
        Assert.That(
            paths,
            Is.EquivalentTo(
                new[]
                {
                    "post /api/v1/calls",
                    "get /api/v1/calls",
                    "get /api/v1/calls/{id}",
                    "post /api/v1/calls/{id}/hangup",
                    "put /api/v1/calls/{id}/hold",
                    "delete /api/v1/calls/{id}/hold",
                    "post /api/v1/calls/{id}/transfers",
                    "delete /api/v1/calls/{id}/transfers/{transferId}",
                    "post /api/v1/calls/{id}/transfers/{transferId}/completion",
                    "post /api/v1/calls/{id}/transfers/{transferId}/merge",
                    "post /api/v1/calls/{id}/legs",
                    "delete /api/v1/calls/{id}/legs/{legId}",
                    "put /api/v1/calls/{id}/legs/{legId}/mute",
                    "delete /api/v1/calls/{id}/legs/{legId}/mute",
                    "post /api/v1/calls/{id}/digits",
                    "put /api/v1/calls/{id}/supervision",
                    "delete /api/v1/calls/{id}/supervision",
                    "put /api/v1/calls/{id}/help",
                    "delete /api/v1/calls/{id}/help",
                    "get /api/v1/members",
                    "put /api/v1/calls/{id}/notes",
                    "get /api/v1/calls/{id}/timeline",
                    "get /api/v1/calls/{id}/recordings/{recordingId}/media",
                    "get /api/v1/events",
                }));
        var call = description.GetProperty("components").GetProperty("schemas").GetProperty("CallView").GetProperty("properties");
        Assert.That(NamesOf(call), Is.EquivalentTo(callProperties));
    }

    [Test]
    public async Task The_description_names_no_code_that_nothing_raises()
    {
        using var anybody = App.CreateClient();

        var description = await anybody.GetStringAsync("openapi/v1.json");

        var operations = JsonDocument
            .Parse(description)
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject());
        var named = operations
            .SelectMany(verb => verb.Value.GetProperty("responses").EnumerateObject())
            .Where(answer => answer.Name[0] is '4' or '5')
            .SelectMany(answer =>
                Regex
                    .Matches(answer.Value.GetProperty("description").GetString()!, "(?<!with )`([a-z-]+)`")
                    .Select(code => code.Groups[1].Value));
        Assert.That(named.Distinct(), Is.SubsetOf(RefusalTests.Codes()));
    }

    internal static Guid ContactOf(string phone) => DemoData.IdOf($"contact {CrmVoiceApp.Aurora.Id.Value} {phone}");

    internal static Guid OpportunityOf(string phone) => DemoData.IdOf($"opportunity {ContactOf(phone)}");

    internal static async Task<string?> CodeOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    private static Task<HttpResponseMessage> PostAsync(Agent agent, string? key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/calls") { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return agent.Api.SendAsync(request);
    }

    private static Task<HttpResponseMessage> PutAsync(Agent agent, string path, string? ifMatch, string text)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(new { text }) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return agent.Api.SendAsync(request);
    }

    private static string[] NamesOf(JsonElement body) => [.. body.EnumerateObject().Select(property => property.Name)];

    private static int[] Numbers(JsonElement body, params string[] names) => [.. names.Select(name => body.GetProperty(name).GetInt32())];
}

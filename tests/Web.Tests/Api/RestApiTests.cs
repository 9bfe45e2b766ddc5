using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using FluentValidation;
using FluentValidation.Results;

namespace CrmVoice.Web.Tests.Api;

internal sealed class RestApiTests
{
    private static readonly Guid callId = Guid.Parse("01990000-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private EndpointHost host = null!;
    private HttpClient client = null!;

    private static string Calls => "/api/v1/calls";

    private static string OneCall => $"{Calls}/{callId}";

    [SetUp]
    public async Task Start()
    {
        host = await EndpointHost.StartAsync();
        client = host.CreateClient();
    }

    [TearDown]
    public async Task Stop()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_placed_call_is_answered_with_its_address_and_itself()
    {
        host.Handle = _ => View();
        using var request = new HttpRequestMessage(HttpMethod.Post, Calls) { Content = JsonContent.Create(new { to = "11 98765-4321" }) };
        request.Headers.Add("Idempotency-Key", "a,b");

        var response = await client.SendAsync(request);

        var call = await response.Content.ReadFromJsonAsync<JsonElement>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(response.Headers.Location?.OriginalString, Is.EqualTo(OneCall));
            Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("no-store"));
            Assert.That(host.Sent, Is.EqualTo(new object[] { new PlaceCall("11 98765-4321", null, null, "a,b") }));
            Assert.That(call.GetProperty("state").GetString(), Is.EqualTo("calling-agent"));
            Assert.That(call.GetProperty("result").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(call.GetProperty("requestedAt").GetString(), Is.EqualTo("2026-03-01T12:00:00Z"));
            Assert.That(call.GetProperty("legs")[0].GetProperty("status").GetString(), Is.EqualTo("no-answer"));
            Assert.That(call.TryGetProperty("createUnclearAt", out _), Is.False);
        }
    }

    [Test]
    public async Task A_token_may_not_place_more_calls_a_minute_than_is_set()
    {
        host.Handle = _ => View();
        for (var call = 1; call <= 2; call++)
        {
            Assert.That((await client.PostAsJsonAsync(Calls, new { to = "1" })).StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        var response = await client.PostAsJsonAsync(Calls, new { to = "1" });

        Assert.That(await ProblemOf(response, HttpStatusCode.TooManyRequests), Is.EqualTo("too-many-requests"));
        Assert.That(response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
    }

    [Test]
    public async Task A_list_is_filtered_by_the_words_of_the_api()
    {
        host.Handle = _ => new CallPage([], null);
        var agent = Guid.NewGuid();

        var response = await client.GetAsync($"{Calls}?state=calling-agent&result=contact-no-answer&direction=outbound&agentId={agent}&number=%2B551&since=2026-03-01T12:00:00Z&until=2026-03-02&limit=7");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(host.Sent.Single(), Is.EqualTo(new ListCalls(CallState.CallingAgent, CallResult.ContactNoAnswer, CallDirection.Outbound, agent, null, "+551", noon, noon.AddHours(12), 7)));
    }

    [TestCase("state=CallingAgent", "state")]
    [TestCase("state=3", "state")]
    [TestCase("state=ended&state=connected", "state")]
    [TestCase("result=nonsense", "result")]
    [TestCase("since=yesterday", "since")]
    [TestCase("since=01/03/2026", "since")]
    [TestCase("limit=many", "limit")]
    [TestCase("agentId=ana", "agentId")]
    public async Task A_filter_that_cannot_be_read_is_named(string query, string field)
    {
        var response = await client.GetAsync($"{Calls}?{query}");

        Assert.That(await ProblemOf(response, HttpStatusCode.BadRequest), Is.EqualTo("validation"));
        Assert.That(await FieldsOf(response), Is.EqualTo(new[] { field }));
    }

    [TestCase("{\"to\":", "body,to")]
    [TestCase("nonsense", "body")]
    [TestCase("", "body")]
    [TestCase("null", "body")]
    [TestCase("[]", "body")]
    [TestCase("{\"to\":5}", "to")]
    [TestCase("{\"to\":\"\\ud800\"}", "to")]
    [TestCase("{\"contactId\":\"ana\"}", "contactId")]
    public async Task A_body_that_cannot_be_read_is_said_to_be_invalid(string json, string fields)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        var response = await client.PostAsync(Calls, content);

        Assert.That(await ProblemOf(response, HttpStatusCode.BadRequest), Is.EqualTo("validation"));
        Assert.That(fields.Split(','), Is.SupersetOf(await FieldsOf(response)));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("System."));
    }

    [Test]
    public async Task Notes_need_a_text_which_may_be_empty()
    {
        Assert.That((await client.PutAsJsonAsync($"{OneCall}/notes", new { text = "" })).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        var response = await client.PutAsJsonAsync($"{OneCall}/notes", new { });

        Assert.That(await ProblemOf(response, HttpStatusCode.BadRequest), Is.EqualTo("validation"));
        Assert.That(await FieldsOf(response), Is.EqualTo(new[] { "text" }));
    }

    [Test]
    public async Task What_validators_say_is_told_per_field()
    {
        host.Handle = _ => throw new ValidationException([new ValidationFailure("IdempotencyKey", "Too long.")]);

        var response = await client.PostAsJsonAsync(Calls, new { to = "1" });

        Assert.That(await ProblemOf(response, HttpStatusCode.BadRequest), Is.EqualTo("validation"));
        Assert.That(await FieldsOf(response), Is.EqualTo(new[] { "idempotencyKey" }));
    }

    [TestCase("GET", "/api/v1/nothing", 404, "not-found")]
    [TestCase("GET", "/api/v1/calls/not-an-id", 404, "not-found")]
    [TestCase("DELETE", "/api/v1/calls", 405, "method-not-allowed")]
    public async Task Even_what_no_action_answers_is_a_problem_document(string method, string path, int status, string code)
    {
        var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.That(await ProblemOf(response, (HttpStatusCode)status), Is.EqualTo(code));
    }

    [Test]
    public async Task A_body_in_another_format_is_not_taken()
    {
        using var content = new StringContent("to=1", Encoding.UTF8, "application/x-www-form-urlencoded");

        Assert.That(await ProblemOf(await client.PostAsync(Calls, content), HttpStatusCode.UnsupportedMediaType), Is.EqualTo("unsupported-media-type"));
    }

    [TestCase(null)]
    [TestCase("unknown")]
    public async Task Nobody_gets_in_without_a_token_that_somebody_has(string? token)
    {
        using var stranger = host.CreateClient(token);

        var response = await stranger.GetAsync(OneCall);

        Assert.That(await ProblemOf(response, HttpStatusCode.Unauthorized), Is.EqualTo("unauthenticated"));
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        Assert.That(host.Sent, Is.Empty);
    }

    [Test]
    public async Task What_broke_is_not_told()
    {
        host.Handle = _ => throw new InvalidOperationException("secret");

        var response = await client.GetAsync(OneCall);

        Assert.That(await ProblemOf(response, HttpStatusCode.InternalServerError), Is.EqualTo("internal"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("secret"));
        Assert.That(response.Headers.CacheControl?.ToString(), Is.EqualTo("no-store"));
    }

    [TestCase("pt-BR", "en", "Não encontrado")]
    [TestCase(null, "pt-PT, en;q=0.5", "Não encontrado")]
    [TestCase(null, "fr, en;q=0.2, pt;q=0.1", "Not found")]
    [TestCase("en", "pt-BR", "Not found")]
    public async Task Problems_are_told_in_the_owners_language_or_the_one_asked_for(string? owner, string asked, string title)
    {
        (host.Language, host.Handle) = (owner, _ => throw new NotFoundException("Call"));
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(asked);

        var problem = await (await client.GetAsync(OneCall)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(problem.GetProperty("title").GetString(), Is.EqualTo(title));
    }

    [Test]
    public async Task Hanging_up_is_accepted()
    {
        var response = await client.PostAsync($"{OneCall}/hangup", null);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(host.Sent.Single(), Is.EqualTo(new HangUpCall(callId)));
    }

    [Test]
    public async Task Events_say_where_to_go_on_also_when_there_are_none()
    {
        host.Handle = request => ((ListCallEvents)request).After == 0 ? [new CallEventItem(41, noon, "call.ended", callId)] : Array.Empty<CallEventItem>();

        var first = await client.GetFromJsonAsync<JsonElement>("/api/v1/events");
        var second = await client.GetFromJsonAsync<JsonElement>("/api/v1/events?after=41&limit=5");

        Assert.That(first.GetRawText(), Is.EqualTo($$"""{"items":[{"id":41,"at":"2026-03-01T12:00:00Z","type":"call.ended","callId":"{{callId}}"}],"nextAfter":41}"""));
        Assert.That(second.GetRawText(), Is.EqualTo("""{"items":[],"nextAfter":41}"""));
    }

    [TestCase("bytes=0-3", "bytes 0-3/10", 206)]
    [TestCase(null, null, 200)]
    [TestCase("lines=1-2", null, 200)]
    public async Task Audio_is_passed_on_in_the_range_asked_for(string? range, string? contentRange, int status)
    {
        host.Handle = request => new RecordingMedia(new MemoryStream("mp3!"u8.ToArray()), "audio/mpeg", 4, ((GetRecordingMedia)request).Range is null ? null : "bytes 0-3/10");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Range", range);

        var response = await client.GetAsync($"{OneCall}/recordings/{callId}/media");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(response.Content.Headers.ContentRange?.ToString(), Is.EqualTo(contentRange));
            Assert.That(response.Content.Headers.ContentType?.ToString(), Is.EqualTo("audio/mpeg"));
            Assert.That(response.Headers.AcceptRanges, Is.EqualTo(new[] { "bytes" }));
            Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("mp3!"));
        }
    }

    [Test]
    public async Task The_description_knows_the_api_and_nothing_else()
    {
        using var stranger = host.CreateClient(null);

        var description = await stranger.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var text = description.GetRawText();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(description.GetProperty("paths").EnumerateObject().Select(path => path.Name), Is.EquivalentTo(new[]
            {
                "/api/v1/calls", "/api/v1/calls/{id}", "/api/v1/calls/{id}/hangup", "/api/v1/calls/{id}/notes",
                "/api/v1/calls/{id}/timeline", "/api/v1/calls/{id}/recordings/{recordingId}/media", "/api/v1/events",
            }));
            Assert.That(text, Does.Contain("\"contact-no-answer\"").And.Contain("\"Idempotency-Key\"").And.Contain("application/problem+json"));
        }
    }

    private static async Task<string?> ProblemOf(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = await JsonOf(response);
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo((int)status));
        return problem.GetProperty("code").GetString();
    }

    private static async Task<string[]> FieldsOf(HttpResponseMessage response)
    {
        var problem = await JsonOf(response);
        return [.. problem.GetProperty("errors").EnumerateObject().Select(field => field.Name)];
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response) => JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

    private static CallView View() => new()
    {
        Id = callId,
        Direction = CallDirection.Outbound,
        State = CallState.CallingAgent,
        Result = null,
        CarrierError = null,
        From = "+551140000001",
        To = "+5511987654321",
        Agent = new PartyView(Guid.NewGuid(), "Ana"),
        Contact = null,
        OpportunityId = null,
        RequestedAt = noon,
        AgentAnsweredAt = null,
        ConnectedAt = null,
        EndedAt = null,
        HangupRequestedAt = null,
        UpdatedAt = noon,
        AgentRingSeconds = null,
        ContactRingSeconds = null,
        TalkSeconds = null,
        EstimatedWaitSeconds = null,
        CreateUnclearAt = noon,
        Legs =
        [
            new LegView
            {
                CallSid = "CA00000000000000000000000000000001", ParentCallSid = null, Role = LegRole.Agent, Status = LegStatus.NoAnswer, AnsweredBy = null, SipCode = null,
                InitiatedAt = null, RingingAt = null, AnsweredAt = null, EndedAt = null, DurationSeconds = null,
            },
        ],
        Recordings = [],
        Notes = "",
        Disposition = null,
    };
}

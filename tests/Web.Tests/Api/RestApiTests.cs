using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Recordings;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Tests.Api;

internal sealed class RestApiTests
{
    private EndpointHost host = null!;
    private HttpClient client = null!;

    private static string Calls => "/api/v1/calls";

    private static string OneCall => $"{Calls}/{SampleCall.Id}";

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
        host.Handle = _ => SampleCall.View();
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
    public async Task A_list_is_filtered_by_the_words_of_the_api()
    {
        host.Handle = _ => new CallPage([], null);
        var agent = Guid.NewGuid();

        var response = await client.GetAsync(
            $"{Calls}?state=calling-agent&result=contact-no-answer&direction=outbound&agentId={agent}&number=%2B551&since=2026-03-01T12:00:00Z&until=2026-03-02&limit=7"
        );

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            host.Sent.Single(),
            Is.EqualTo(
                new ListCalls(
                    CallState.CallingAgent,
                    CallResult.ContactNoAnswer,
                    CallDirection.Outbound,
                    agent,
                    null,
                    "+551",
                    SampleCall.RequestedAt,
                    SampleCall.RequestedAt.AddHours(12),
                    7)));
    }

    [Test]
    public async Task A_list_knows_every_state_and_what_is_live()
    {
        host.Handle = _ => new CallPage([], null);
        var states = Enum.GetValues<CallState>();
        foreach (var state in states)
        {
            await client.GetAsync($"{Calls}?state={Kebab.Of(state)}");
        }

        await client.GetAsync($"{Calls}?state=live");

        Assert.That(host.Sent, Is.EqualTo(states.Select(state => new ListCalls(state)).Append(new ListCalls(IsLive: true))));
    }

    [TestCase("")]
    [TestCase("?since=&until=&state=&agentId=&cursor=")]
    [TestCase("?filters=1&filters.state=ended")]
    public async Task What_is_left_empty_narrows_nothing(string query)
    {
        host.Handle = _ => new CallPage([], null);

        Assert.That((await client.GetAsync(Calls + query)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(host.Sent.Single(), Is.EqualTo(new ListCalls()));
    }

    [Test]
    public async Task Hanging_up_is_accepted()
    {
        var response = await client.PostAsync($"{OneCall}/hangup", null);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(host.Sent.Single(), Is.EqualTo(new HangUpCall(SampleCall.Id)));
    }

    [Test]
    public async Task Events_say_where_to_go_on_also_when_there_are_none()
    {
        host.Handle = request =>
            ((ListCallEvents)request).After == 0
                ? [new CallEventItem(41, SampleCall.RequestedAt, "call.ended", SampleCall.Id)]
                : Array.Empty<CallEventItem>();

        var first = await client.GetFromJsonAsync<JsonElement>("/api/v1/events");
        var second = await client.GetFromJsonAsync<JsonElement>("/api/v1/events?after=41&limit=5");

        Assert.That(
            first.GetRawText(),
            Is.EqualTo(
                $$"""{"items":[{"id":41,"at":"2026-03-01T12:00:00Z","type":"call.ended","callId":"{{SampleCall.Id}}"}],"nextAfter":41}"""));
        Assert.That(second.GetRawText(), Is.EqualTo("""{"items":[],"nextAfter":41}"""));
    }

    [TestCase("bytes=0-3", "bytes 0-3/10", 206)]
    [TestCase(null, null, 200)]
    [TestCase("lines=1-2", null, 200)]
    public async Task Audio_is_passed_on_in_the_range_asked_for(string? range, string? contentRange, int status)
    {
        host.Handle = request => ((GetRecordingMedia)request).Range is null
            ? new RecordingMedia(new MemoryStream("mp3!"u8.ToArray()), "audio/mpeg", 4, null)
            : new RecordingMedia(new MemoryStream("mp3!"u8.ToArray()), "audio/mpeg", 10, new BytePart(0, 4));
        client.DefaultRequestHeaders.TryAddWithoutValidation("Range", range);

        var response = await client.GetAsync($"{OneCall}/recordings/{SampleCall.Id}/media");

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
            Assert.That(
                description.GetProperty("paths").EnumerateObject().Select(path => path.Name),
                Is.EquivalentTo(
                    new[]
                    {
                        "/api/v1/calls",
                        "/api/v1/calls/{id}",
                        "/api/v1/calls/{id}/hangup",
                        "/api/v1/calls/{id}/hold",
                        "/api/v1/calls/{id}/transfers",
                        "/api/v1/calls/{id}/transfers/{transferId}",
                        "/api/v1/calls/{id}/transfers/{transferId}/completion",
                        "/api/v1/calls/{id}/transfers/{transferId}/merge",
                        "/api/v1/calls/{id}/legs",
                        "/api/v1/calls/{id}/legs/{legId}",
                        "/api/v1/calls/{id}/legs/{legId}/mute",
                        "/api/v1/calls/{id}/digits",
                        "/api/v1/calls/{id}/supervision",
                        "/api/v1/calls/{id}/help",
                        "/api/v1/members",
                        "/api/v1/calls/{id}/notes",
                        "/api/v1/calls/{id}/timeline",
                        "/api/v1/calls/{id}/recordings/{recordingId}/media",
                        "/api/v1/events",
                    }));
            Assert.That(
                text,
                Does.Contain("\"contact-no-answer\"").And.Contain("\"Idempotency-Key\"").And.Contain("application/problem+json"));
        }
    }
}

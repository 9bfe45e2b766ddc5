using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using FluentValidation;
using FluentValidation.Results;

namespace CrmVoice.Web.Tests.Api;

/// <summary>What went wrong is told in a problem document, whoever or whatever found it.</summary>
internal sealed class RestProblemTests
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
    public async Task A_token_may_not_place_more_calls_a_minute_than_is_set()
    {
        host.Handle = _ => SampleCall.View();
        for (var call = 1; call <= 2; call++)
        {
            Assert.That((await client.PostAsJsonAsync(Calls, new { to = "1" })).StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }

        var response = await client.PostAsJsonAsync(Calls, new { to = "1" });

        Assert.That(await ProblemOf(response, HttpStatusCode.TooManyRequests), Is.EqualTo("too-many-requests"));
        Assert.That(response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
    }

    [TestCase("state=CallingAgent", "state")]
    [TestCase("state=3", "state")]
    [TestCase("state=ended&state=connected", "state")]
    [TestCase("result=nonsense", "result")]
    [TestCase("since=yesterday", "since")]
    [TestCase("since=01/03/2026", "since")]
    [TestCase("limit=many", "limit")]
    [TestCase("agentId=ana", "agentId")]
    [TestCase("agentId=%20", "agentId")]
    [TestCase("contactId=01990000-0000-7000-8000-000000000009&contactId=01990000-0000-7000-8000-000000000009", "contactId")]
    [TestCase("number=11987650001&number=11987650002", "number")]
    [TestCase("since=2026-01-01&since=2026-01-02", "since")]
    [TestCase("until=%20", "until")]
    [TestCase("limit=7&limit=8", "limit")]
    [TestCase("limit=", "limit")]
    [TestCase("limit=0x10", "limit")]
    [TestCase("cursor=a&cursor=b", "cursor")]
    [TestCase("filters=1&state=nonsense", "state")]
    public async Task A_filter_that_cannot_be_read_is_named(string query, string field)
    {
        var response = await client.GetAsync($"{Calls}?{query}");

        Assert.That(await ProblemOf(response, HttpStatusCode.BadRequest), Is.EqualTo("validation"));
        Assert.That(await FieldsOf(response), Is.EqualTo(new[] { field }));
    }

    [TestCase("Idempotency-Key: a", "Idempotency-Key: b")]
    [TestCase("Idempotency-Key: a", "idempotency-key: a")]
    [TestCase("Idempotency-Key: ", "Idempotency-Key: ")]
    public async Task A_request_has_one_key(string first, string second)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Calls) { Content = JsonContent.Create(new { to = "1" }) };
        foreach (var header in new[] { first, second })
        {
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        }

        var response = await client.SendAsync(request);

        Assert.That(await ProblemOf(response, HttpStatusCode.BadRequest), Is.EqualTo("validation"));
        Assert.That(await FieldsOf(response), Is.EqualTo(new[] { "idempotencyKey" }));
        Assert.That(host.Sent, Is.Empty);
    }

    // An empty one gets lost on the way through the test server; on a real one it is under test in BadInputTests.
    [TestCase(" ")]
    [TestCase("\u2003\u200b")]
    public async Task A_blank_key_is_a_key_and_not_none(string key)
    {
        host.Handle = _ => SampleCall.View();
        using var request = new HttpRequestMessage(HttpMethod.Post, Calls) { Content = JsonContent.Create(new { to = "1" }) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        await client.SendAsync(request);

        Assert.That(host.Sent.Cast<PlaceCall>().Single().IdempotencyKey, Is.Not.Null);
    }

    [TestCase("{\"to\":", "body,to")]
    [TestCase("nonsense", "body")]
    [TestCase("", "body")]
    [TestCase("null", "body")]
    [TestCase("[]", "body")]
    [TestCase("{\"to\":5}", "to")]
    [TestCase("{\"to\":\"\\ud800\"}", "to")]
    [TestCase("{\"contactId\":\"ana\"}", "contactId")]
    [TestCase("{\"to\":\"1\",\"form\":\"2\"}", "form")]
    [TestCase("{\"to\":\"1\",\"to\":\"2\"}", "to")]
    [TestCase("{\"to\":\"1\",\"TO\":\"2\"}", "to,TO")]
    [TestCase("{\"to\":{\"number\":\"1\"}}", "to")]
    [TestCase("{\"to\":\"1\"} x", "body")]
    [TestCase("// to whom\n{\"to\":\"1\"}", "body")]
    public async Task A_body_that_cannot_be_read_is_said_to_be_invalid(string json, string fields)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        var response = await client.PostAsync(Calls, content);

        Assert.That(await ProblemOf(response, HttpStatusCode.BadRequest), Is.EqualTo("validation"));
        Assert.That(fields.Split(','), Is.SupersetOf(await FieldsOf(response)));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("System."));
    }

    [Test]
    public async Task Whatever_is_sent_in_place_of_json_is_a_problem_document(
        [Values("POST calls", "PUT calls/01990000-0000-7000-8000-000000000009/notes")] string request,
        [ValueSource(nameof(OddBodies))] byte[] body,
        [Values(
            null,
            "application/json",
            "application/json; charset=nonsense",
            "application/json; charset=utf-16",
            "text/plain",
            "multipart/form-data",
            "nonsense")]
            string? type)
    {
        using var sent = new HttpRequestMessage(new HttpMethod(request.Split(' ')[0]), $"/api/v1/{request.Split(' ')[1]}")
        {
            Content = new ByteArrayContent(body),
        };
        sent.Content.Headers.TryAddWithoutValidation("Content-Type", type);

        var response = await client.SendAsync(sent);

        var isUnreadable = response.StatusCode is HttpStatusCode.BadRequest;
        Assert.That(
            await ProblemOf(response, isUnreadable ? HttpStatusCode.BadRequest : HttpStatusCode.UnsupportedMediaType),
            Is.EqualTo(isUnreadable ? "validation" : "unsupported-media-type"));
        Assert.That(isUnreadable || type is not "application/json");
        Assert.That(host.Sent, Is.Empty);
    }

    [Test]
    public async Task Notes_need_a_text_which_may_be_empty()
    {
        host.Handle = _ => 1;
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

        Assert.That(
            await ProblemOf(await client.PostAsync(Calls, content), HttpStatusCode.UnsupportedMediaType),
            Is.EqualTo("unsupported-media-type"));
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

    private static IEnumerable<byte[]> OddBodies() =>
    [
        [],
        [0],
        [0xEF, 0xBB, 0xBF],
        "null"u8.ToArray(),
        "7"u8.ToArray(),
        "\"to\""u8.ToArray(),
        "[{}]"u8.ToArray(),
        [.. "{\"to\":\""u8, 0xC3, 0x28, .. "\",\"text\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
        [.. "{\"to\":\"1\",\"text\":\"1\",\"more\":"u8, .. Encoding.UTF8.GetBytes(new string('[', 10_000))],
        [.. "{\"to\":"u8, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"to\":", 100)))],
    ];

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

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
}

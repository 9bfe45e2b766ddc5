using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
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
}

using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmVoice.Domain.Identity;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Api;

/// <summary>Every refusal of the API: its status, its code, a sentence for people; and nothing is dialled.</summary>
internal sealed class BadInputTests : WithStandIn
{
    [TestCase("""{}""", 400, "validation")]
    [TestCase("""{"to": ""}""", 400, "validation")]
    [TestCase("""{"to": "   "}""", 400, "validation")]
    [TestCase("""{"to": 5511987650001}""", 400, "validation")]
    [TestCase("""{"to": """, 400, "validation")]
    [TestCase("""[]""", 400, "validation")]
    [TestCase("""{"to": "+5511987650001", "contactId": "ana"}""", 400, "validation")]
    [TestCase("""{"to": "call me"}""", 422, "invalid-number")]
    [TestCase("""{"to": "190"}""", 422, "invalid-number")]
    [TestCase("""{"to": "+0123"}""", 422, "invalid-number")]
    [TestCase("""{"to": "+55119876500011111111"}""", 422, "invalid-number")]
    [TestCase("""{"to": "+5511987650001\n+5511987650002"}""", 422, "invalid-number")]
    [TestCase("""{"to": "98765-4321"}""", 422, "invalid-number")]
    [TestCase("""{"to": "sip:ana@aurora.example"}""", 422, "invalid-number")]
    [TestCase("""{"to": "+551140000001"}""", 422, "invalid-number")]
    [TestCase("""{"to": "11 4000-0001"}""", 422, "invalid-number")]
    [TestCase("""{"to": "+5511987650001", "contactId": "01990000-0000-7000-8000-000000000009"}""", 404, "not-found")]
    [TestCase("""{"to": "+5511987650001", "opportunityId": "01990000-0000-7000-8000-000000000009"}""", 404, "not-found")]
    [TestCase("""{"to": "+5511987650001", "opportunity": "01990000-0000-7000-8000-000000000009"}""", 400, "validation")]
    [TestCase("""{"to": "+5511987650001", "to": "+5511987650002"}""", 400, "validation")]
    public async Task What_cannot_be_called_is_refused(string json, int status, string code)
    {
        var agent = await App.HireAsync();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        var response = await agent.Api.PostAsync("api/v1/calls", content);

        await AssertProblemAsync(response, status, code);
        Assert.That(Twilio.CreatesOf(agent.Phone), Is.Empty);
    }

    [Test]
    public async Task A_document_in_another_encoding_than_utf_8_is_refused_even_where_it_is_broken()
    {
        var agent = await App.HireAsync();
        using var content = new ByteArrayContent([0x7B, 0x00, 0x22, 0x00, 0x47, 0xDA, 0x22]);
        content.Headers.ContentType = new("application/json", "utf-16");

        await AssertProblemAsync(await agent.Api.PostAsync("api/v1/calls", content), 415, "unsupported-media-type");
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("\t")]
    [TestCase("\u0001")]
    public async Task A_key_that_is_none_is_refused_and_nobody_is_dialled_twice(string key)
    {
        var agent = await App.HireAsync();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/calls")
            {
                Content = JsonContent.Create(new { to = "+5511987650001" }),
            };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

            await AssertProblemAsync(await agent.Api.SendAsync(request), 400, "validation");
        }

        Assert.That(Twilio.CreatesOf(agent.Phone), Is.Empty);
    }

    [TestCase("11 8765-4321", "Falta o nono dígito", "+5511987654321")]
    [TestCase("0055 11 8765-4321", "Falta o nono dígito", "+5511987654321")]
    [TestCase("98765-4321", "Falta o código de área", null)]
    [TestCase("(20) 98765-4321", "código de área (DDD) 20 não existe", null)]
    [TestCase("(11) 00000-0000", "não existe no código de área (DDD) 11", null)]
    [TestCase("(11) 3456-7890 r.5", "“r.5”", null)]
    [TestCase("0800 FLORES", "“FLORES”", null)]
    [TestCase("11 9876\\u00075-4321", "“U+0007”", null)]
    [TestCase("190", "Disque no próprio telefone", null)]
    public async Task A_refused_number_says_why_and_what_is_likely_meant(string to, string reason, string? suggestion)
    {
        var agent = await App.HireAsync();
        agent.Api.DefaultRequestHeaders.AcceptLanguage.ParseAdd("pt-BR");

        var response = await agent.Api.PostAsync(
            "api/v1/calls",
            new StringContent($$"""{"to": "{{to}}"}""", Encoding.UTF8, "application/json"));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)response.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((422, "invalid-number")));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(reason));
            Assert.That(problem.TryGetProperty("suggestion", out var there) ? there.GetString() : null, Is.EqualTo(suggestion));
            Assert.That(Twilio.CreatesOf(agent.Phone), Is.Empty);
        }
    }

    [TestCase("number=abc")]
    [TestCase("number=98765-4321")]
    public async Task A_list_refuses_what_is_no_number(string query)
    {
        var agent = await App.HireAsync();

        await AssertProblemAsync(await agent.Api.GetAsync($"api/v1/calls?{query}"), 422, "invalid-number");
    }

    [Test]
    public async Task Nobody_calls_the_own_phone()
    {
        var agent = await App.HireAsync();

        await AssertProblemAsync(await PlaceAsync(agent, agent.Phone), 422, "invalid-number");
    }

    [Test]
    public async Task Without_a_phone_nobody_places_calls()
    {
        await AssertProblemAsync(await PlaceAsync(await App.HireAsync(withPhone: false)), 409, "agent-phone-missing");
    }

    [Test]
    public async Task Without_a_twilio_account_nobody_places_calls()
    {
        await AssertProblemAsync(
            await PlaceAsync(await App.HireAsync(await App.CreateOrganizationAsync(withTwilio: false))),
            409,
            "twilio-not-configured");
    }

    [Test]
    public async Task A_second_call_has_to_wait_for_the_first()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await AssertProblemAsync(await PlaceAsync(agent), 409, "call-in-progress");

        await call.SayAsync(call.Agent("busy", 3));

        Assert.That((int)(await PlaceAsync(agent)).StatusCode, Is.EqualTo(201));
    }

    [TestCase("limit=0")]
    [TestCase("limit=201")]
    [TestCase("limit=-1")]
    [TestCase("cursor=nonsense")]
    [TestCase("state=ringing")]
    [TestCase("result=Answered")]
    [TestCase("direction=sideways")]
    [TestCase("agentId=ana")]
    [TestCase("since=yesterday")]
    [TestCase("since=2026-02-01&until=2026-01-01")]
    [TestCase("since=9999-12-31&until=0001-01-01")]
    [TestCase("cursor=%20")]
    [TestCase("cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTow")]
    public async Task A_list_says_what_it_cannot_read(string query)
    {
        var agent = await App.HireAsync();

        await AssertProblemAsync(await agent.Api.GetAsync($"api/v1/calls?{query}"), 400, "validation");
    }

    [TestCase("after=-1")]
    [TestCase("after=x")]
    [TestCase("limit=0")]
    [TestCase("limit=500")]
    public async Task Events_say_what_they_cannot_read(string query)
    {
        var agent = await App.HireAsync();

        await AssertProblemAsync(await agent.Api.GetAsync($"api/v1/events?{query}"), 400, "validation");
    }

    [Test]
    public async Task Nothing_of_another_organization_can_be_found()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Recording(seconds: 3));
        var recording = (await call.ReadAsync()).Recordings.Single().Id;
        var stranger = await App.HireAsync(CrmVoiceApp.Beacon, role: Role.Supervisor);
        var path = $"api/v1/calls/{call.Id}";

        HttpResponseMessage[] answers =
        [
            await stranger.Api.GetAsync(path),
            await stranger.Api.GetAsync($"{path}/timeline"),
            await stranger.Api.GetAsync($"{path}/recordings/{recording}/media"),
            await stranger.Api.PostAsync($"{path}/hangup", null),
            await stranger.Api.PutAsJsonAsync($"{path}/notes", new { text = "mine" }),
            await stranger.Api.PostAsJsonAsync("api/v1/calls", new { contactId = ContractTests.ContactOf("+5511987650001") }),
            await stranger.Api.PostAsJsonAsync(
                "api/v1/calls",
                new { to = "+12125550001", opportunityId = ContractTests.OpportunityOf("+5511987650001") }),
        ];

        foreach (var answer in answers)
        {
            await AssertProblemAsync(answer, 404, "not-found");
        }

        Assert.That((await call.ReadAsync()).HangupRequestedAt, Is.Null);
        Assert.That((await stranger.RawAsync($"api/v1/calls?agentId={agent.Id}")).GetProperty("items").GetArrayLength(), Is.Zero);
        Assert.That((await stranger.RawAsync("api/v1/calls?number=%2B5511987650001")).GetProperty("items").GetArrayLength(), Is.Zero);
        Assert.That(await stranger.EventsAsync(call.Id), Is.Empty);
    }

    [TestCase("GET", "api/v1/calls")]
    [TestCase("POST", "api/v1/calls")]
    [TestCase("GET", "api/v1/events")]
    [TestCase("GET", "api/v1/calls/01990000-0000-7000-8000-000000000009")]
    public async Task Nobody_gets_in_without_a_token(string method, string path)
    {
        foreach (var token in new[] { null, "demo-nobody", "" })
        {
            using var anybody = App.CreateClient(token is "" ? null : token);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (token is "")
            {
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer");
            }

            await AssertProblemAsync(await anybody.SendAsync(request), 401, "unauthenticated");
        }
    }

    [Test]
    public async Task A_session_of_the_pages_is_no_token()
    {
        using var browser = await App.SignInAsync("bruno@aurora.example");

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/calls");
        await AssertProblemAsync(await browser.SendAsync(request), 401, "unauthenticated");
    }

    [Test]
    public async Task People_see_what_is_theirs_and_supervisors_all()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Recording(seconds: 3));
        await agent.Api.PutAsJsonAsync($"api/v1/calls/{call.Id}/notes", new { text = "private" });
        var (colleague, supervisor, admin) = (
            await App.HireAsync(),
            await App.HireAsync(role: Role.Supervisor),
            await App.HireAsync(role: Role.Admin));
        var media = $"api/v1/calls/{call.Id}/recordings/{(await call.ReadAsync()).Recordings.Single().Id}/media";
        Twilio.WhenAskedFor("GET", call.RecordingSid, Answers.Audio(new byte[100]));

        var row = (await colleague.RawAsync($"api/v1/calls?agentId={agent.Id}"))
            .GetProperty("items")
            .EnumerateArray()
            .Single()
            .Deserialize<CallBody>(JsonSerializerOptions.Web)!;

        Assert.That(
            (row.Id, row.State, row.Legs.Count, row.Recordings.Count, row.Notes),
            Is.EqualTo((call.Id, "calling-agent", 0, 0, (string?)null)));
        await AssertProblemAsync(await colleague.Api.GetAsync($"api/v1/calls/{call.Id}"), 403, "forbidden");
        await AssertProblemAsync(await colleague.Api.GetAsync($"api/v1/calls/{call.Id}/timeline"), 403, "forbidden");
        await AssertProblemAsync(
            await colleague.Api.PutAsJsonAsync($"api/v1/calls/{call.Id}/notes", new { text = "mine" }),
            403,
            "forbidden");
        await AssertProblemAsync(await colleague.Api.GetAsync(media), 403, "forbidden");
        await AssertProblemAsync(await admin.Api.GetAsync(media), 403, "forbidden");
        Assert.That((await supervisor.CallAsync(call.Id)).Notes, Is.EqualTo("private"));
        Assert.That((await admin.CallAsync(call.Id)).Legs, Has.Count.EqualTo(1));
        Assert.That((int)(await supervisor.Api.GetAsync(media)).StatusCode, Is.EqualTo(200));
        Assert.That((int)(await agent.Api.GetAsync(media)).StatusCode, Is.EqualTo(200));
    }

    [Test]
    public async Task A_recording_that_twilio_has_no_more_is_not_found()
    {
        var agent = await App.HireAsync();
        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);
        await call.SayAsync(call.Recording(seconds: 3));
        Twilio.WhenAskedFor("GET", call.RecordingSid, Answers.Error(404, 20404, "Not found"));

        await AssertProblemAsync(
            await agent.Api.GetAsync($"api/v1/calls/{call.Id}/recordings/{(await call.ReadAsync()).Recordings.Single().Id}/media"),
            404,
            "not-found");
    }

    private static Task<HttpResponseMessage> PlaceAsync(Agent agent, string to = "+5511987650001") =>
        agent.Api.PostAsJsonAsync("api/v1/calls", new { to });

    private static async Task AssertProblemAsync(HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
            Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status));
            Assert.That(problem.GetProperty("detail").GetString(), Is.Not.Empty);
            Assert.That(text, Does.Not.Contain("98765").And.Not.Contain("System.").And.Not.Contain("AC0000"));
        }
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CrmVoice.Web.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Web.Tests.Sandboxed;

/// <summary>The contact whose last callbacks never come: the result of the Dial, the end of each leg and of the recording.</summary>
internal sealed class LostCallbackTests
{
    private static readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    private static QuickSandbox sandbox = null!;
    private static CrmVoiceApp app = null!;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        sandbox = await QuickSandbox.StartAsync(clock);
        app = sandbox.App;
    }

    [OneTimeTearDown]
    public static async Task StopAsync() => await sandbox.DisposeAsync();

    [Test]
    public async Task A_call_whose_last_callbacks_never_come_ends_like_any_other([Values] bool isByButton)
    {
        var (agent, browser) = await app.HireWithBrowserAsync();
        using var _ = browser;
        var id = isByButton
            ? await SandboxedButtonTests.PressAsync(browser, "+5511987650008")
            : (await agent.PlaceAsync("+5511987650008")).Id;
        var connected = await agent.ReachedAsync(id, "connected");
        await OverAtTwilioAsync(connected.AgentLeg.CallSid);
        Assert.That((await agent.CallAsync(id)).State, Is.EqualTo("connected"), "nobody has said that it is over");

        var ended = await LaterAsync(TimeSpan.FromSeconds(5), () => agent.CallAsync(id), call => call.State == "ended", "the call ends");

        var contact = ended.ContactLeg;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((ended.Result, ended.CarrierError), Is.EqualTo(("answered", (CarrierErrorBody?)null)));
            Assert.That(
                ended.Legs.Select(leg => (leg.Role, leg.Status)),
                Is.EqualTo(new[] { ("agent", "completed"), ("contact", "completed") }));
            Assert.That(ended.Recordings.Select(recording => recording.Status), Is.EqualTo(new[] { "completed" }));
            Assert.That(
                ended.TalkSeconds,
                Is.Not.Null.And.EqualTo((contact.EndedAt!.Value - contact.AnsweredAt!.Value).TotalSeconds).Within(1));
            Assert.That(ended.EndedAt, Is.EqualTo(ended.Legs.Max(leg => leg.EndedAt)));
            Assert.That(
                (await agent.TimelineAsync(id)).Select(step => (step.Kind, step.Effect)),
                Does.Contain(("look-up-sent", "sent")).And.Contain(("looked-up", "state:ended")));
        }

        using var supervisor = await app.SignInAsync("sofia@aurora.example");
        var page = await supervisor.OpenAsync($"/calls/{id}");
        foreach (var learned in new[] { "Chamada para o agente encerrada", "Chamada para o contato encerrada", "Gravação pronta" })
        {
            Assert.That(page.Lines("ol.is-forensic > li"), Has.Some.Contain($"{learned} via consulta"));
        }

        Assert.That(page.Lines("li[data-finding=learned-by-asking]"), Has.Some.StartsWith("Fatos que nenhum webhook trouxe"));

        await AssertOnlyAdminsSeeWhatItCostAsync(agent, id);
    }

    [TestCase("hangs-up-unheard", "answered", "contact-hung-up")]
    [TestCase("never-dialled-unheard", "agent-hung-up", "contact-failed")]
    public async Task What_only_the_lost_result_of_the_dial_said_is_learned_from_Twilios_own_record(
        string behaviour,
        string takenFor,
        string result)
    {
        using (var twilio = new HttpClient { BaseAddress = new Uri(sandbox.Url) })
        using (var chosen = await twilio.PostAsJsonAsync("/sandbox/next", new { leg = "contact", behaviour }))
        {
            Assert.That((int)chosen.StatusCode, Is.EqualTo(204));
        }

        var agent = await app.HireAsync();
        var id = (await agent.PlaceAsync("+5521976543210")).Id;
        var called = await agent.ReachedAsync(id, call => call.Legs.Count > 0, "Twilio has taken the call");
        await OverAtTwilioAsync(called.AgentLeg.CallSid);
        Assert.That((await agent.CallAsync(id)).State, Is.Not.EqualTo("ended"), "nobody has said that it is over");

        var ended = await LaterAsync(TimeSpan.FromSeconds(5), () => agent.CallAsync(id), call => call.State == "ended", "the call ends");
        Assert.That(ended.Result, Is.EqualTo(takenFor), "by how the legs ended it cannot be told from that");
        var told = await LaterAsync(
            TimeSpan.FromMinutes(1),
            () => agent.CallAsync(id),
            call => call.Result != takenFor,
            "what came of the dial is learned");

        var steps = await agent.TimelineAsync(id);
        var learned = steps.Single(step => step.Effect == $"result:{result}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((told.State, told.Result, told.TalkSeconds), Is.EqualTo(("ended", result, (int?)null)));
            Assert.That(steps.Select(step => step.Kind), Does.Not.Contain("dial-result"));
            Assert.That(learned.Kind, Is.EqualTo("looked-up"));
            Assert.That(
                learned.ArrivedAt - steps.First(step => step.Effect == "state:ended").ArrivedAt,
                Is.InRange(TimeSpan.FromSeconds(75), TimeSpan.FromMinutes(20)),
                "at the first look, and not at the second");
        }
    }

    [Test]
    public async Task A_dial_into_a_country_that_is_closed_at_Twilio_says_so()
    {
        const string why = "As chamadas para este país não estão habilitadas na conta Twilio.";
        var agent = await app.HireAsync();
        agent.Api.DefaultRequestHeaders.AcceptLanguage.ParseAdd("pt-BR");
        var id = (await agent.PlaceAsync("+53 5 2345678")).Id;
        Assert.That((await agent.EndedAsync(id)).Result, Is.EqualTo("contact-failed"));

        var told = await LaterAsync(
            TimeSpan.FromSeconds(10),
            () => agent.CallAsync(id),
            call => call.CarrierError is not null,
            "Twilio is asked why");

        Assert.That((told.Result, told.CarrierError), Is.EqualTo(("contact-failed", new CarrierErrorBody(13227, why))));
        using var supervisor = await app.SignInAsync("sofia@aurora.example");
        Assert.That(
            (await supervisor.OpenAsync($"/calls/{id}")).Text,
            Does.Contain($"mas a chamada não foi completada. {why}").And.Contain("A Twilio não ligou para o contato"));
    }

    [Test]
    public async Task What_a_call_cost_is_asked_for_some_hours_after_it()
    {
        var agent = await app.HireAsync();
        var id = (await agent.PlaceAsync("+5521976543210")).Id;
        await agent.ReachedAsync(
            id,
            call => call.State == "ended" && call.Legs.All(leg => leg.EndedAt is not null) && call.Recordings is [{ Status: "completed" }],
            "all is told");
        using var admin = await app.SignInAsync("admin@aurora.example");
        Assert.That((await admin.OpenAsync($"/calls/{id}")).Text, Does.Not.Contain("Custo"));
        var endedAt = clock.GetUtcNow();

        var steps = await LaterAsync(
            TimeSpan.FromMinutes(5),
            () => agent.TimelineAsync(id),
            steps => steps.Any(step => step.Kind == "looked-up"),
            "the call is looked up");

        Assert.That(steps.Single(step => step.Kind == "look-up-sent").ArrivedAt - endedAt, Is.GreaterThanOrEqualTo(TimeSpan.FromHours(3)));
        using var supervisor = await app.SignInAsync("sofia@aurora.example");
        var page = (await supervisor.OpenAsync($"/calls/{id}")).Text;
        Assert.That(
            page,
            Does.Contain("Preço da chamada para o contato recebido").And.Not.Contain("via consulta").And.Not.Contain("learned-by-asking"));
        await AssertOnlyAdminsSeeWhatItCostAsync(agent, id);
    }

    private static async Task AssertOnlyAdminsSeeWhatItCostAsync(Agent agent, Guid id)
    {
        using var admin = await app.SignInAsync("admin@aurora.example");
        using var supervisor = await app.SignInAsync("sofia@aurora.example");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await admin.OpenAsync($"/calls/{id}")).Text, Does.Contain("Custo: Telefone do agente").And.Contain("0,014 USD"));
            Assert.That((await supervisor.OpenAsync($"/calls/{id}")).Text, Does.Not.Contain("Custo").And.Not.Contain("USD"));
            Assert.That((await agent.RawAsync($"api/v1/calls/{id}")).GetRawText(), Does.Not.Contain("price").And.Not.Contain("USD"));
        }
    }

    private static async Task OverAtTwilioAsync(string agentSid)
    {
        using var twilio = new HttpClient { BaseAddress = new Uri($"{sandbox.Url}/2010-04-01/Accounts/{CrmVoiceApp.Aurora.AccountSid}/") };
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{CrmVoiceApp.Aurora.AccountSid}:{CrmVoiceApp.Aurora.AuthToken}"));
        twilio.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        await Eventually.EventuallyAsync(
            () => twilio.GetFromJsonAsync<JsonElement>($"Calls/{agentSid}.json"),
            call => call.GetProperty("status").GetString() == "completed",
            "the call is over at Twilio");
        await Eventually.EventuallyAsync(
            () => twilio.GetFromJsonAsync<JsonElement>($"Calls/{agentSid}/Recordings.json"),
            list =>
                list.GetProperty("recordings")
                    .EnumerateArray()
                    .All(recording => recording.GetProperty("status").GetString() == "completed"),
            "the recording is ready at Twilio");
    }

    /// <summary>Time goes on until this is so.</summary>
    private static Task<TResult> LaterAsync<TResult>(TimeSpan step, Func<Task<TResult>> look, Func<TResult, bool> isEnough, string what) =>
        Eventually.EventuallyAsync(
            () =>
            {
                clock.Advance(step);
                return look();
            },
            isEnough,
            what);
}

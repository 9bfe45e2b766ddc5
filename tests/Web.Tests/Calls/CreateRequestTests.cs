using System.Xml.Linq;
using CrmVoice.Domain.Common;
using CrmVoice.Web.Tests.Support;

namespace CrmVoice.Web.Tests.Calls;

/// <summary>What Twilio is asked for, and what it is told to do once the agent has answered.</summary>
internal sealed class CreateRequestTests : WithStandIn
{
    [Test]
    public async Task The_agents_phone_is_called_with_all_that_Twilio_needs_to_report()
    {
        var agent = await App.HireAsync();

        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        var create = Twilio.CreatesOf(agent.Phone).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(create.Path, Is.EqualTo($"/2010-04-01/Accounts/{CrmVoiceApp.Aurora.AccountSid}/Calls.json"));
            Assert.That(create.UserAndPassword, Is.EqualTo($"{CrmVoiceApp.Aurora.AccountSid}:{CrmVoiceApp.Aurora.AuthToken}"));
            Assert.That(create.Form("From"), Is.EqualTo(new[] { CrmVoiceApp.Aurora.Number }));
            Assert.That(create.Form("Url").Single(), Does.StartWith(call.UrlOf("answer")));
            Assert.That(create.Form("FallbackUrl").Single(), Does.StartWith(call.UrlOf("fallback")));
            Assert.That(create.Form("StatusCallback").Single(), Does.StartWith(call.UrlOf("agent-status")));
            Assert.That(create.Form("StatusCallbackEvent"), Is.EqualTo(new[] { "initiated", "ringing", "answered", "completed" }));
            Assert.That(create.Form("Timeout"), Is.EqualTo(new[] { "25" }));
            Assert.That(create.Form("TimeLimit"), Is.EqualTo(new[] { "14400" }));
            Assert.That(create.Form("Record"), Is.Empty, "one recorder per call: the Dial's");
            Assert.That(create.Body, Does.Not.Contain("5511987650001"), "the contact's number goes to Twilio in TwiML alone");
        }
    }

    [Test]
    public async Task An_api_key_is_used_where_there_is_one_and_signs_nothing()
    {
        var tenant = await App.CreateOrganizationAsync(apiKeySecret: "key-secret");
        var agent = await App.HireAsync(tenant);

        var call = await TwilioCall.PlaceAsync(App, Twilio, agent);

        Assert.That(Twilio.CreatesOf(agent.Phone).Single().UserAndPassword, Is.EqualTo("SK00000000000000000000000000000009:key-secret"));
        Assert.That(
            (int)(await App.TwilioReports(tenant with { AuthToken = "key-secret" }, call.UrlOf("answer"), call.Answer().Fields)).StatusCode,
            Is.EqualTo(403));
        Assert.That(await call.AskAsync(call.Answer()), Does.Contain("<Dial"));
    }

    [Test]
    public async Task The_agent_hears_the_contacts_name_and_the_contact_is_dialled_and_recorded()
    {
        var (agent, call) = await PlaceAsync(CrmVoiceApp.Aurora);

        var answer = XElement.Parse(await call.AskAsync(call.Answer()));

        var (say, dial) = (answer.Element("Say")!, answer.Element("Dial")!);
        var number = dial.Element("Number")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Elements().Select(verb => verb.Name.LocalName), Is.EqualTo(new[] { "Say", "Dial" }));
            Assert.That((say.Value, (string?)say.Attribute("language")), Is.EqualTo(("Conectando você a Carlos Lima. Aguarde.", "pt-BR")));
            Assert.That((string?)dial.Attribute("callerId"), Is.EqualTo(agent.Tenant.Number));
            Assert.That((string?)dial.Attribute("timeout"), Is.EqualTo("30"));
            Assert.That((string?)dial.Attribute("action"), Does.StartWith(call.UrlOf("dial-result")));
            Assert.That((string?)dial.Attribute("record"), Is.EqualTo("record-from-answer-dual"));
            Assert.That((string?)dial.Attribute("recordingStatusCallback"), Does.StartWith(call.UrlOf("recording")));
            Assert.That(number.Value, Is.EqualTo("+5511987650001"));
            Assert.That((string?)number.Attribute("statusCallback"), Does.StartWith(call.UrlOf("contact-status")));
            Assert.That((string?)number.Attribute("statusCallbackEvent"), Is.EqualTo("initiated ringing answered completed"));
            Assert.That((string?)number.Attribute("machineDetection"), Is.EqualTo("Enable"));
            Assert.That((string?)number.Attribute("amdStatusCallback"), Does.StartWith(call.UrlOf("machine-detection")));
            Assert.That(
                answer
                    .DescendantsAndSelf()
                    .SelectMany(verb => verb.Attributes())
                    .Where(attribute =>
                        attribute.Value.Contains("://", StringComparison.Ordinal)
                        && attribute.Value.Contains("98765", StringComparison.Ordinal)),
                Is.Empty,
                "no number in a URL");
        }
    }

    [TestCase("en", "en-US", "Connecting you. Please hold.")]
    [TestCase("es", "es-US", "Conectándole. Espere, por favor.")]
    public async Task The_organizations_own_language_and_settings_hold(string language, string spoken, string words)
    {
        var tenant = await App.CreateOrganizationAsync(
            language,
            new CallSettings
            {
                Record = false,
                DetectMachines = false,
                ContactRingSeconds = 17,
                AgentRingSeconds = 11,
                LongestCallSeconds = 600,
            });
        var (agent, call) = await PlaceAsync(tenant);

        var answer = XElement.Parse(await call.AskAsync(call.Answer()));

        var (dial, create) = (answer.Element("Dial")!, Twilio.CreatesOf(agent.Phone).Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Element("Say")!.Value, (string?)answer.Element("Say")!.Attribute("language")), Is.EqualTo((words, spoken)));
            Assert.That(
                dial.Attributes().Concat(dial.Element("Number")!.Attributes()).Select(attribute => attribute.Name.LocalName),
                Has.None.StartsWith("record").And.None.StartsWith("machine").And.None.StartsWith("amd"));
            Assert.That(((string?)dial.Attribute("timeout"), (string?)dial.Attribute("timeLimit")), Is.EqualTo(("17", "600")));
            Assert.That((create.Form("Timeout").Single(), create.Form("TimeLimit").Single()), Is.EqualTo(("11", "600")));
        }
    }

    [Test]
    public async Task Where_1_must_be_pressed_nobody_is_dialled_before()
    {
        var (agent, call) = await PlaceAsync(await App.CreateOrganizationAsync("en", new CallSettings { AgentMustAccept = true }));

        var asked = XElement.Parse(await call.AskAsync(call.Answer()));
        var wrong = XElement.Parse(await call.AskAsync(call.Pressed("2")));
        var right = XElement.Parse(await call.AskAsync(call.Pressed("1")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(asked.Elements().Select(verb => verb.Name.LocalName), Is.EqualTo(new[] { "Gather", "Hangup" }));
            Assert.That((string?)asked.Element("Gather")!.Attribute("action"), Does.StartWith(call.UrlOf("accept")));
            Assert.That(wrong.Elements().Select(verb => verb.Name.LocalName), Is.EqualTo(new[] { "Hangup" }));
            Assert.That(right.Element("Dial")?.Element("Number")?.Value, Is.EqualTo("+5511987650001"));
        }

        await agent.ReachedAsync(call.Id, "agent-answered");
    }

    [TestCase("busy", "O número está ocupado.")]
    [TestCase("no-answer", "Ninguém atendeu.")]
    [TestCase("failed", "A chamada não pôde ser completada.")]
    [TestCase("nonsense", "A chamada não pôde ser completada.")]
    [TestCase("completed", null)]
    [TestCase("answered", null)]
    [TestCase("canceled", null)]
    public async Task The_agent_hears_how_it_ended(string dialStatus, string? sentence)
    {
        var (_, call) = await PlaceAsync(CrmVoiceApp.Aurora);
        await call.AskAsync(call.Answer());

        var answer = XElement.Parse(
            await call.AskAsync(call.Dial(dialStatus, seconds: sentence is null && dialStatus != "canceled" ? 3 : null)));

        Assert.That(
            answer.Elements().Select(verb => verb.Name.LocalName),
            Is.EqualTo(sentence is null ? ["Hangup"] : new[] { "Say", "Hangup" }));
        Assert.That(answer.Element("Say")?.Value, Is.EqualTo(sentence));
    }

    [Test]
    public async Task Where_our_answer_was_of_no_use_the_agent_hears_so_and_the_call_says_why()
    {
        var (agent, call) = await PlaceAsync(CrmVoiceApp.Aurora);
        await call.SayAsync(call.Agent("ringing", 2), call.Agent("in-progress", 10));

        var answer = XElement.Parse(await call.AskAsync(call.Fallback(11200)));
        Twilio.WhenAskedFor("GET", call.AgentSid, Answers.Error(404, 20404, "Not found"));
        await call.SayAsync(call.Agent("completed", 15));

        var ended = await agent.EndedAsync(call.Id);
        Assert.That(
            (answer.Element("Say")!.Value, answer.Elements().Last().Name.LocalName),
            Is.EqualTo(("Ocorreu um erro. Tente novamente mais tarde.", "Hangup")));
        Assert.That((ended.Result, ended.CarrierError?.Code), Is.EqualTo(("carrier-failed", 11200)));
    }

    [Test]
    public async Task A_call_that_is_over_hangs_up_and_dials_nobody()
    {
        var (agent, call) = await PlaceAsync(CrmVoiceApp.Aurora);
        await call.SayAsync(call.Agent("ringing", 2), call.Agent("no-answer", 30));
        await agent.EndedAsync(call.Id);

        var answer = await call.AskAsync(call.Answer());

        Assert.That(XElement.Parse(answer).Elements().Select(verb => verb.Name.LocalName), Is.EqualTo(new[] { "Hangup" }));
    }

    [Test]
    public async Task A_contact_is_dialled_once_however_often_Twilio_asks()
    {
        var (_, call) = await PlaceAsync(CrmVoiceApp.Aurora);

        var first = await call.AskAsync(call.Answer());
        var again = await call.AskAsync(call.Answer());
        Assert.That(again, Is.EqualTo(first).And.Contains("Dial"), "nobody is dialled yet");
        await call.SayAsync(call.Contact("initiated", 12));

        Assert.That(await call.AskAsync(call.Answer()), Does.Not.Contain("Dial"));
    }

    [Test]
    public async Task A_contact_who_is_reported_at_the_instant_of_the_question_is_not_dialled_again([Range(1, 5)] int round)
    {
        var (_, call) = await PlaceAsync(CrmVoiceApp.Aurora);
        Assert.That(await call.AskAsync(call.Answer()), Does.Contain("<Dial"));

        var again = call.AskAsync(call.Answer());
        await Task.WhenAll(call.PostAsync(call.Contact("initiated", 12)), again);

        Assert.That(await again, Does.Contain("<Hangup").And.Not.Contain("<Dial"), $"round {round}");
    }

    [Test]
    public async Task A_second_agent_leg_is_hung_up_and_changes_nothing()
    {
        var (agent, call) = await PlaceAsync(CrmVoiceApp.Aurora);
        var second = $"CA{Guid.NewGuid():N}";
        (string Name, string Value)[] Of(TwilioCall.SentWebhook said) =>
            [.. said.Fields.Select(field => field.Name == "CallSid" ? (field.Name, second) : field)];

        await App.TwilioReports(agent.Tenant, call.UrlOf("agent-status"), Of(call.Agent("ringing", 2)));
        var answer = await App.TwilioReports(agent.Tenant, call.UrlOf("answer"), Of(call.Answer()));

        await Eventually.EventuallyAsync(
            () => Twilio.AskedFor(second).Any(request => request.Form("Status").Contains("completed")),
            "the second leg is hung up");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Hangup").And.Not.Contain("Dial"));
        Assert.That((await call.ReadAsync()).AgentLeg.CallSid, Is.EqualTo(call.AgentSid));
        Assert.That((await agent.TimelineAsync(call.Id)).Select(step => step.Kind), Does.Contain("unknown-leg"));
    }

    private static async Task<(Agent Agent, TwilioCall Call)> PlaceAsync(Tenant tenant)
    {
        var agent = await App.HireAsync(tenant);
        return (agent, await TwilioCall.PlaceAsync(App, Twilio, agent));
    }
}

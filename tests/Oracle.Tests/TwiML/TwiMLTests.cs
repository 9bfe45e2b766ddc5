using System.Reflection;
using System.Xml.Linq;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Sounds;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Tests.Twilio;
using CrmVoice.Sandbox.Conferences;
using CrmVoice.Sandbox.Tests.Conferences;

namespace CrmVoice.Oracle.Tests.TwiML;

/// <summary>What we write against what Twilio's own builder knows and writes.</summary>
internal sealed class TwiMLTests
{
    private const string SomebodyWaits = "#ct=2000&rt=4000&tt=9000&rc=2&rp=ct,rt,5xx";
    private const string NobodyWaits = "#ct=3000&rt=5000&tt=15000&rc=4&rp=ct,rt,5xx";

    private static readonly CallId callId = new(Guid.Parse("0199aaaa-0000-7000-8000-000000000001"));
    private static readonly LegId agentLeg = LegId.New();
    private static readonly LegId contactLeg = LegId.New();
    private static readonly string urls = $"https://crm.example.com/twilio/calls/{callId.Value}/";
    private static readonly PhoneNumber contact = PhoneNumber.Parse("+5511987654321");
    private static readonly PhoneNumber own = PhoneNumber.Parse("+551131230000");

    private static readonly string[] languages = ["pt-BR", "pt", "en", "en-US", "es", "fr-FR"];

    private static readonly string[] texts = ["Ligando para São João & filhos <\"o bom\"> 😀 it's ]]>", "", new string('ç', 10_000)];

    private Vocabulary twilio = null!;
    private TwilioWorld world = null!;

    [SetUp]
    public async Task ReadAsync()
    {
        twilio = await Oracle.Twilio.AskAsync<Vocabulary>("vocabulary");
        world = new TwilioWorld();
    }

    [TearDown]
    public async Task StopAsync() => await world.DisposeAsync();

    [Test]
    public void Every_verb_attribute_and_value_that_we_write_is_Twilios()
    {
        var documents = Instructions().Select(Write).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                documents.SelectMany(document => document.Descendants()).Select(verb => verb.Name.ToString()).Distinct(),
                Is.EquivalentTo(["Response", "Say", "Gather", "Record", "Dial", "Number", "Conference", "Hangup"]));
            Assert.That(documents.Concat(Sounds()).SelectMany(twilio.ComplaintsOf).Distinct(), Is.Empty);
            Assert.That(
                Sounds().SelectMany(document => document.Root!.Elements()).Select(verb => verb.Name.ToString()).Distinct(),
                Is.SubsetOf(["Play", "Pause", "Redirect"]),
                "what may stand in a document to wait or hold with");
        }
    }

    /// <summary>What the sandbox reads of a Conference, and what it says that it does not, is all that Twilio knows of one.</summary>
    [Test]
    public void The_sandbox_knows_every_attribute_of_a_conference_and_its_values()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                ConferenceTerms.Played.Concat(ConferenceTerms.NotPlayed),
                Is.EquivalentTo(twilio.Interfaces["ConferenceAttributes"].Keys));
            Assert.That(ConferenceTerms.KnownEvents, Is.EquivalentTo(twilio.Enums["ConferenceEvent"]));
            Assert.That(ConferenceTerms.KnownBuffers, Is.EquivalentTo(twilio.Enums["ConferenceJitterBufferSize"]));
            Assert.That(ConferenceTerms.KnownBeeps, Is.EquivalentTo(twilio.Enums["ConferenceBeep"]));
        }
    }

    /// <summary>The document by which the tests of the sandbox bring legs into a room is one that Twilio would understand.</summary>
    [Test]
    public void The_way_into_a_room_is_written_in_Twilios_words() =>
        Assert.That(
            twilio.ComplaintsOf(XDocument.Parse($"<Response>{Room.Document("A", true, "room", "muted=\"true\" region=\"br1\"")}</Response>")),
            Is.EqualTo(["Response/Dial/Conference waitUrl: '' is no string"]),
            "an empty waitUrl is Twilio's way to say silence");

    [Test]
    public void Every_voice_that_can_be_chosen_is_spoken_with() =>
        Assert.That(
            Instructions()
                .Select(Write)
                .SelectMany(document => document.Descendants("Say"))
                .Select(say => say.Attribute("voice")?.Value)
                .Distinct(),
            Is.SupersetOf(Voices.Of("pt-BR").Concat(Voices.Of("en")).Select(voice => voice.Id)));

    [Test]
    public void Every_instruction_is_looked_at() =>
        Assert.That(
            Instructions().Select(instruction => instruction.GetType()).Distinct(),
            Is.EquivalentTo(typeof(CallInstruction).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(CallInstruction)))));

    /// <summary>The check itself: what would be wrong is called wrong.</summary>
    [TestCase("<Dial timeOut=\"5\"/>", "Response/Dial timeOut: Twilio knows no such attribute")]
    [TestCase("<Dial timeout=\"soon\"/>", "Response/Dial timeout: 'soon' is no number")]
    [TestCase("<Dial answerOnBridge=\"True\"/>", "Response/Dial answerOnBridge: 'True' is no boolean")]
    [TestCase("<Dial record=\"record-from-answer dual\"/>", "Response/Dial record: 'record-from-answer dual' is no DialRecord")]
    [TestCase(
        "<Dial recordingStatusCallbackEvent=\"in-progress done\"/>",
        "Response/Dial recordingStatusCallbackEvent: 'done' is no DialRecordingEvent[]")]
    [TestCase("<Say voice=\"Polly.Nobody\">x</Say>", "Response/Say voice: 'Polly.Nobody' is no SayVoice")]
    [TestCase("<dial/>", "Response/dial: Twilio knows no such verb here")]
    [TestCase("<Number>+1</Number>", "Response/Number: Twilio knows no such verb here")]
    [TestCase("<Gather><Dial/></Gather>", "Response/Gather/Dial: Twilio knows no such verb here")]
    [TestCase("<Hangup reason=\"x\"/>", "Response/Hangup reason: Twilio knows no such attribute")]
    [TestCase("<Say>a<break strength=\"weak\"/><say-as interpret-as=\"telephone\">1</say-as></Say>", null)]
    public void The_check_sees_what_is_wrong(string inside, string? expected) =>
        Assert.That(
            twilio.ComplaintsOf(XDocument.Parse($"<Response>{inside}</Response>")),
            expected is null ? Is.Empty : Is.EqualTo([expected]));

    [Test]
    public async Task Twilios_builder_hangs_up_with_the_same_words() =>
        await IsBuiltAsync(
            new CallInstruction.HangUp(new Sentence(texts[0], "pt-BR")),
            Verb("say", new { language = "pt-BR", voice = "Polly.Camila-Neural" }, texts[0]),
            Verb("hangup"));

    [Test]
    public async Task Twilios_builder_asks_to_accept_in_the_same_way() =>
        await IsBuiltAsync(
            new CallInstruction.AskToAccept(callId, agentLeg, new Sentence(texts[0], "en")),
            Verb(
                "gather",
                new
                {
                    numDigits = 1,
                    timeout = 10,
                    action = urls + $"legs/{agentLeg.Value}/accept" + SomebodyWaits,
                    method = "POST",
                },
                null,
                Verb("say", new { language = "en-US", voice = "Polly.Joanna-Neural" }, texts[0])),
            Verb("hangup"));

    [Test]
    public async Task Twilios_builder_connects_in_the_same_way() =>
        await IsBuiltAsync(
            new CallInstruction.Connect(
                callId,
                agentLeg,
                contactLeg,
                new Sentence(texts[0], "es"),
                contact,
                own,
                new CallSettings { Record = true, DetectMachines = true }),
            Verb("say", new { language = "es-US", voice = "Polly.Lupe-Neural" }, texts[0]),
            Verb(
                "dial",
                new
                {
                    callerId = own.Value,
                    timeout = 30,
                    timeLimit = 14_400,
                    action = urls + $"legs/{agentLeg.Value}/dial-result" + SomebodyWaits,
                    method = "POST",
                    record = "record-from-answer-dual",
                    recordingStatusCallback = urls + "recording" + NobodyWaits,
                    recordingStatusCallbackEvent = new[] { "in-progress", "completed", "absent" },
                },
                null,
                Verb(
                    "number",
                    new
                    {
                        statusCallback = urls + $"legs/{contactLeg.Value}/status" + NobodyWaits,
                        statusCallbackEvent = new[] { "initiated", "ringing", "answered", "completed" },
                        machineDetection = "Enable",
                        amdStatusCallback = urls + $"legs/{contactLeg.Value}/machine-detection" + NobodyWaits,
                    },
                    contact.Value)));

    [Test]
    public async Task Twilios_builder_takes_a_voicemail_in_the_same_way() =>
        await IsBuiltAsync(
            new CallInstruction.TakeVoicemail(callId, contactLeg, new Sentence(texts[0], "en"), new Sentence(texts[0], "en")),
            Verb("say", new { language = "en-US", voice = "Polly.Joanna-Neural" }, texts[0]),
            Verb("say", new { language = "en-US", voice = "Polly.Joanna-Neural" }, texts[0]),
            Verb(
                "record",
                new
                {
                    action = urls + $"legs/{contactLeg.Value}/voicemail-end" + SomebodyWaits,
                    method = "POST",
                    maxLength = 180,
                    timeout = 6,
                    finishOnKey = "#",
                    recordingStatusCallback = urls + "recording" + NobodyWaits,
                    recordingStatusCallbackEvent = new[] { "completed", "absent" },
                }));

    [Test]
    public async Task Twilios_builder_joins_a_room_in_the_same_way() =>
        await IsBuiltAsync(
            new CallInstruction.JoinRoom(callId, agentLeg, new Sentence(texts[0], "en"), EndsOnExit: true, IsMuted: false, StartsRoom: true, 600),
            Verb("say", new { language = "en-US", voice = "Polly.Joanna-Neural" }, texts[0]),
            Verb(
                "dial",
                new { timeLimit = 600, action = urls + $"legs/{agentLeg.Value}/room-left" + SomebodyWaits, method = "POST" },
                null,
                Verb(
                    "conference",
                    new
                    {
                        participantLabel = $"{agentLeg.Value}",
                        startConferenceOnEnter = true,
                        endConferenceOnExit = true,
                        muted = false,
                        beep = "false",
                        waitUrl = urls + $"legs/{agentLeg.Value}/wait" + SomebodyWaits,
                        waitMethod = "POST",
                        maxParticipants = 10,
                        jitterBufferSize = "small",
                        statusCallback = urls + "room-events" + NobodyWaits,
                        statusCallbackMethod = "POST",
                        statusCallbackEvent = new[] { "start", "end", "join", "leave", "mute", "hold", "modify", "announcement" },
                    },
                    Domain.Calls.Room.NameOf(callId))));

    private IEnumerable<XDocument> Sounds()
    {
        var writer = world.Get<IRoomSoundWriter>();
        return new[]
        {
            writer.Wait(callId, agentLeg, new WaitSound(IsRinging: true, "BR")),
            writer.Wait(callId, agentLeg, new WaitSound(IsRinging: false, "US")),
            writer.Hold(own: null),
            writer.Hold(HoldAudioId.New()),
            writer.Digits("w12*#"),
            writer.Digits(null),
        }.Select(XDocument.Parse);
    }

    /// <summary>All settings, each switch on and off, in every language, with awkward words.</summary>
    private static IEnumerable<CallInstruction> Instructions()
    {
        var sentences = languages
            .SelectMany(language => texts.Select(text => new Sentence(text, language)))
            .Concat(languages.SelectMany(language => Voices.Of(language).Select(voice => new Sentence(texts[0], language, voice.Id))))
            .ToArray();
        CallInstruction[] spoken =
        [
            new CallInstruction.HangUp(),
            .. sentences.Select(say => new CallInstruction.HangUp(say)),
            .. sentences.Select(say => new CallInstruction.AskToAccept(callId, agentLeg, say)),
            .. sentences.Select(say => new CallInstruction.TakeVoicemail(callId, contactLeg, say, say)),
        ];
        return
        [
            .. spoken,
            .. from say in sentences.Cast<Sentence?>().Append(null)
               from endsOnExit in new[] { true, false }
               from isListener in new[] { true, false }
               select new CallInstruction.JoinRoom(callId, agentLeg, say, endsOnExit, isListener, !isListener, 14_400),
            .. Settings()
                .SelectMany(settings =>
                    sentences.Select(say => new CallInstruction.Connect(callId, agentLeg, contactLeg, say, contact, own, settings))),
        ];
    }

    private static IEnumerable<CallSettings> Settings()
    {
        var switches = typeof(CallSettings)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.PropertyType == typeof(bool))
            .ToArray();
        for (var combination = 0; combination < 1 << switches.Length; combination++)
        {
            var settings = new CallSettings { ContactRingSeconds = 5 + combination };
            foreach (var (index, each) in switches.Index())
            {
                each.SetValue(settings, (combination & (1 << index)) != 0);
            }

            yield return settings;
        }
    }

    private async Task IsBuiltAsync(CallInstruction instruction, params object[] verbs)
    {
        var theirs = XDocument.Parse(await Oracle.Twilio.AskAsync<string>("build", verbs));
        Assert.That(Canonical(Write(instruction).Root!), Is.EqualTo(Canonical(theirs.Root!)));
    }

    private XDocument Write(CallInstruction instruction) =>
        XDocument.Parse(world.Get<ICallInstructionWriter>().Write(instruction), LoadOptions.PreserveWhitespace);

    private static object Verb(string verb, object? attributes = null, string? text = null, params object[] inside) =>
        new
        {
            verb,
            attributes = attributes ?? new { },
            text,
            inside,
        };

    /// <summary>Attributes have no order, and an empty element may be written in two ways.</summary>
    private static string Canonical(XElement element) =>
        $"<{element.Name}{string.Concat(element.Attributes().OrderBy(attribute => attribute.Name.ToString(), StringComparer.Ordinal).Select(attribute => $" {attribute}"))}>"
        + $"{string.Concat(element.Nodes().Select(node => node is XElement inner ? Canonical(inner) : node.ToString()))}</{element.Name}>";
}

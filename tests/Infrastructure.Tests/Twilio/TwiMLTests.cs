using System.Text;
using System.Xml.Linq;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Tests.Twilio;

public class TwiMLTests
{
    private const string Prolog = """<?xml version="1.0" encoding="utf-8"?>""";
    private const string Waits = "#ct=2000&amp;rt=4000&amp;tt=9000&amp;rc=2&amp;rp=ct,rt,5xx";
    private const string Reports = "#ct=3000&amp;rt=5000&amp;tt=15000&amp;rc=4&amp;rp=ct,rt,5xx";

    private static readonly CallId callId = new(Guid.Parse("0199aaaa-0000-7000-8000-000000000001"));

    private static readonly LegId agent = new(Guid.Parse("0199aaaa-0000-7000-8000-000000000002"));
    private static readonly LegId contact = new(Guid.Parse("0199aaaa-0000-7000-8000-000000000003"));

    private static readonly string urls = $"https://crm.example.com/twilio/calls/{callId.Value}/";

    [Test]
    public async Task Hangs_up() =>
        Assert.That(await WriteAsync(new CallInstruction.HangUp()), Is.EqualTo("<Response><Hangup /></Response>"));

    [Test]
    public async Task Says_why_before_it_hangs_up() => Assert.That(
        await WriteAsync(new CallInstruction.HangUp(new Sentence("Ocupado.", "pt-BR"))),
        Is.EqualTo("""<Response><Say language="pt-BR" voice="Polly.Camila-Neural">Ocupado.</Say><Hangup /></Response>"""));

    [Test]
    public async Task Asks_for_a_key_and_hangs_up_without_one() =>
        Assert.That(
            await WriteAsync(new CallInstruction.AskToAccept(callId, agent, new Sentence("Press 1.", "en"))),
            Is.EqualTo(
                $"""<Response><Gather action="{urls}legs/{agent.Value}/accept{Waits}" method="POST" numDigits="1" timeout="10"><Say language="en-US" voice="Polly.Joanna-Neural">Press 1.</Say></Gather><Hangup /></Response>"""
            ));

    [Test]
    public async Task Dials_the_contact() =>
        Assert.That(
            await WriteAsync(Connect(new CallSettings())),
            Is.EqualTo(
                $"""<Response><Say language="es-US" voice="Polly.Lupe-Neural">Hola</Say><Dial action="{urls}legs/{agent.Value}/dial-result{Waits}" callerId="+551131230000" method="POST" timeLimit="14400" timeout="30"><Number statusCallback="{urls}legs/{contact.Value}/status{Reports}" statusCallbackEvent="initiated ringing answered completed">+5511987654321</Number></Dial></Response>"""
            ));

    [Test]
    public async Task Joins_the_room_of_its_call() =>
        Assert.That(
            await WriteAsync(
                new CallInstruction.JoinRoom(
                    callId,
                    agent,
                    new Sentence("Hola", "es"),
                    EndsOnExit: true,
                    IsMuted: false,
                    StartsRoom: true,
                    LongestCallSeconds: 600)),
            Is.EqualTo(
                string.Concat(
                    """<Response><Say language="es-US" voice="Polly.Lupe-Neural">Hola</Say>""",
                    $"""<Dial action="{urls}legs/{agent.Value}/room-left{Waits}" method="POST" timeLimit="600">""",
                    """<Conference beep="false" endConferenceOnExit="true" jitterBufferSize="small" maxParticipants="10" muted="false" """,
                    $"""participantLabel="{agent.Value}" startConferenceOnEnter="true" statusCallback="{urls}room-events{Reports}" """,
                    """statusCallbackEvent="start end join leave mute hold modify announcement" statusCallbackMethod="POST" """,
                    $"""waitMethod="POST" waitUrl="{urls}legs/{agent.Value}/wait{Waits}">r-{callId.Value:N}-1</Conference></Dial></Response>""")
            ));

    [TestCase(true, "record-from-answer-dual")]
    [TestCase(false, "record-from-answer")]
    public async Task Records_and_listens_for_machines_where_it_is_wanted(bool dual, string record)
    {
        var settings = new CallSettings
        {
            Record = true,
            RecordDualChannel = dual,
            DetectMachines = true,
            ContactRingSeconds = 20,
            LongestCallSeconds = 600,
        };
        var dial = XDocument.Parse(await WriteAsync(Connect(settings))).Root!.Element("Dial")!;
        var number = dial.Element("Number")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((dial.Attribute("timeout")!.Value, dial.Attribute("timeLimit")!.Value), Is.EqualTo(("20", "600")));
            Assert.That(dial.Attribute("record")!.Value, Is.EqualTo(record));
            Assert.That(dial.Attribute("recordingStatusCallback")!.Value, Does.StartWith(urls + "recording#"));
            Assert.That(dial.Attribute("recordingStatusCallbackEvent")!.Value, Is.EqualTo("in-progress completed absent"));
            Assert.That(number.Attribute("machineDetection")!.Value, Is.EqualTo("Enable"));
            Assert.That(number.Attribute("amdStatusCallback")!.Value, Does.StartWith(urls + $"legs/{contact.Value}/machine-detection#"));
        }
    }

    [Test]
    public async Task Names_are_text_whatever_they_contain()
    {
        var twiml = await WriteAsync(Saying("A\u0000\u0008\uFFFE\uD800 <Hangup/> & \"Zoë\" 😀 ]]>"));
        Assert.That(XDocument.Parse(twiml).Root!.Element("Say")!.Value, Is.EqualTo("A� <Hangup/> & \"Zoë\" 😀 ]]>"));
    }

    [TestCase("")]
    [TestCase(" \u0001 ")]
    public async Task Nothing_to_say_is_not_said(string text) =>
        Assert.That(await WriteAsync(Saying(text)), Is.EqualTo("<Response><Hangup /></Response>"));

    [Test]
    public async Task A_language_without_a_voice_of_ours_is_left_to_twilio() => Assert.That(
        await WriteAsync(new CallInstruction.HangUp(new Sentence("Bonjour", "fr-FR"))),
        Does.Contain("""<Say language="fr-FR">Bonjour</Say>"""));

    [TestCase("&")]
    [TestCase("ç")]
    [TestCase("😀")]
    public async Task Long_texts_are_cut_so_that_twilio_reads_the_answer(string character)
    {
        var twiml = await WriteAsync(Saying(string.Concat(Enumerable.Repeat(character, 50_000))));
        Assert.That(XDocument.Parse(twiml).Root!.Element("Say")!.Value, Has.Length.EqualTo(4000));
        Assert.That(Encoding.UTF8.GetByteCount(twiml), Is.LessThan(64 * 1024));
    }

    private static CallInstruction.HangUp Saying(string text) => new(new Sentence(text, "pt-BR"));

    private static CallInstruction.Connect Connect(CallSettings settings) =>
        new(
            callId,
            agent,
            contact,
            new Sentence("Hola", "es"),
            PhoneNumber.Parse("+5511987654321"),
            PhoneNumber.Parse("+551131230000"),
            settings);

    /// <summary>
    /// Without the prolog, which Twilio wants at the very beginning. Attributes have no order, and an empty element may be written in two
    /// ways.
    /// </summary>
    private static async Task<string> WriteAsync(CallInstruction instruction)
    {
        await using var world = new TwilioWorld();
        var twiml = world.Get<ICallInstructionWriter>().Write(instruction);
        Assert.That(twiml, Does.StartWith(Prolog + "<Response>"));
        return Canonical(XElement.Parse(twiml, LoadOptions.PreserveWhitespace));
    }

    private static string Canonical(XElement root)
    {
        foreach (var element in root.DescendantsAndSelf())
        {
            element.ReplaceAttributes(element.Attributes().OrderBy(attribute => attribute.Name.LocalName, StringComparer.Ordinal));
            if (element.Value.Length == 0 && !element.HasElements)
            {
                element.RemoveNodes();
            }
        }

        return root.ToString(SaveOptions.DisableFormatting);
    }
}

using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Twilio.Webhooks;

namespace CrmVoice.Infrastructure.Tests.Twilio;

internal sealed class TwilioParametersTests
{
    private const string Sid = "CA0123456789abcdefABCDEF0123456789";

    [Test]
    public void A_report_of_a_leg_is_read_as_twilio_writes_it()
    {
        var report = Read(
                "CallStatus=completed",
                "CallDuration=49",
                "SipResponseCode=200",
                "AnsweredBy=machine_end_beep",
                "Timestamp=Sun, 25 Mar 2018 09:53:19 +0000")
            .Status();

        Assert.That(
            report,
            Is.EqualTo(
                new LegReport(
                    LegStatus.Completed,
                    new DateTimeOffset(2018, 3, 25, 9, 53, 19, TimeSpan.Zero),
                    FactSource.Callback,
                    49,
                    200,
                    "machine_end_beep",
                    TimeAsSent: "Sun, 25 Mar 2018 09:53:19 +0000")));
    }

    [TestCase("busy")]
    [TestCase("no-answer")]
    [TestCase("in-progress")]
    public void A_leg_that_did_not_complete_has_no_duration(string status) =>
        Assert.That(Read($"CallStatus={status}", "CallDuration=0").Status().DurationSeconds, Is.Null);

    [TestCase("Fri, 20 Aug 2010 01:13:42 +0000", "2010-08-20T01:13:42Z")]
    [TestCase("Fri, 20 Aug 2010 01:13:42 GMT", "2010-08-20T01:13:42Z")]
    [TestCase("Thu, 19 Aug 2010 22:13:42 -0300", "2010-08-20T01:13:42Z")]
    [TestCase("6 Aug 2010 01:13:42 +0000", "2010-08-06T01:13:42Z")]
    [TestCase("Fri, 06 Aug 2010 01:13:42 +0000", "2010-08-06T01:13:42Z")]
    [TestCase("Mon, 06 Aug 2010 01:13:42 +0000", "2010-08-06T01:13:42Z")]
    [TestCase("1282266822", null)]
    [TestCase("", null)]
    [TestCase(",", null)]
    [TestCase("Fri, 99 Aug 2010 01:13:42 +0000", null)]
    [TestCase("2010-08-20", null)]
    public void A_time_is_read_in_rfc_2822_or_not_at_all(string text, string? utc)
    {
        var time = Read($"Timestamp={text}").Timestamp;

        Assert.That(
            time,
            Is.EqualTo(utc is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(time?.Offset ?? TimeSpan.Zero, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    [SetCulture("pt-BR")]
    public void Times_are_in_english_wherever_the_server_stands() =>
        Assert.That(
            Read("Timestamp=Thu, 12 Feb 2026 01:13:42 +0000").Timestamp,
            Is.EqualTo(new DateTimeOffset(2026, 2, 12, 1, 13, 42, TimeSpan.Zero)));

    [TestCase("answering")]
    [TestCase("")]
    [TestCase("Completed")]
    public void A_status_that_is_not_twilios_is_no_status(string word) => Assert.That(Read($"CallStatus={word}").Status().Status, Is.Null);

    [TestCase("")]
    [TestCase("CA0123")]
    [TestCase("XX0123456789abcdefABCDEF0123456789")]
    [TestCase(Sid + "\n")]
    [TestCase(" " + Sid)]
    [TestCase("CA0123456789abcdefABCDEF012345678٩")]
    public void A_leg_without_a_sid_cannot_be_reported(string sid)
    {
        var twilio = new TwilioParameters([new("CallSid", sid)]);

        Assert.That(() => twilio.CallSid, Throws.TypeOf<MalformedWebhookException>());
    }

    [TestCase("+5")]
    [TestCase("-5")]
    [TestCase(" 5")]
    [TestCase("5.0")]
    [TestCase("99999999999")]
    [TestCase("")]
    public void A_number_that_is_none_is_left_out(string text) =>
        Assert.That(
            Read("CallStatus=completed", $"CallDuration={text}", $"SipResponseCode={text}").Status(),
            Is.EqualTo(new LegReport(LegStatus.Completed, null, FactSource.Callback)));

    [Test]
    public void The_first_of_repeated_fields_counts_and_names_are_told_apart_by_case() =>
        Assert.That(Read("digits=3", "Digits=1", "Digits=2").Digits, Is.EqualTo("1"));

    [TestCase("DialCallStatus=completed", LegStatus.Completed)]
    [TestCase("DialCallStatus=answered", LegStatus.Completed)]
    [TestCase("DialCallStatus=busy", LegStatus.Busy)]
    [TestCase("DialCallStatus=canceled", LegStatus.Canceled)]
    [TestCase("DialCallStatus=ringing", LegStatus.Failed)]
    [TestCase("DialCallStatus=nonsense", LegStatus.Failed)]
    [TestCase("Other=1", LegStatus.Failed)]
    public void A_dial_whose_result_is_not_said_has_failed(string field, LegStatus status) =>
        Assert.That(Read(field).Dial().Status, Is.EqualTo(status));

    [Test]
    public void A_dial_result_says_who_was_called_and_who_left_first()
    {
        var dial = Read("CallStatus=completed", "DialCallStatus=completed", $"DialCallSid={Sid}", "DialBridged=true", "DialCallDuration=95")
            .Dial();

        Assert.That(dial, Is.EqualTo(new DialResult(LegStatus.Completed, Sid, true, 95, AgentLegEnded: true)));
        Assert.That(
            Read("CallStatus=in-progress", "DialCallStatus=no-answer", "DialCallSid=nonsense", "DialBridged=maybe").Dial(),
            Is.EqualTo(new DialResult(LegStatus.NoAnswer, null, null, null, AgentLegEnded: false)));
    }

    [TestCase("completed", RecordingStatus.Completed)]
    [TestCase("absent", RecordingStatus.Absent)]
    [TestCase("failed", RecordingStatus.Absent)]
    [TestCase("in-progress", RecordingStatus.InProgress)]
    [TestCase("processing", RecordingStatus.InProgress)]
    public void A_recording_is_ready_only_when_twilio_says_so(string word, RecordingStatus status) =>
        Assert.That(Read($"RecordingStatus={word}").RecordingStatus, Is.EqualTo(status));

    [Test]
    public void Machine_detection_that_does_not_say_who_answered_says_nothing() =>
        Assert.That(() => Read("AnsweredBy=").MachineDetection(), Throws.TypeOf<MalformedWebhookException>());

    private static TwilioParameters Read(params string[] fields) =>
        new(fields.Append($"CallSid={Sid}").Select(field => field.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1])));
}

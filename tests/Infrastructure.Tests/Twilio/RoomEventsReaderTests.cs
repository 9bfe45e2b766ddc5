using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Twilio.Webhooks;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>What conference callbacks say, as Twilio writes them.</summary>
internal sealed class RoomEventsReaderTests
{
    private const string ConferenceSid = "CF0123456789abcdefABCDEF0123456789";
    private const string CallSid = "CA0123456789abcdefABCDEF0123456789";
    private const string Name = "r-0199aaaa000070008000000000000001-1";

    private static readonly DateTimeOffset at = new(2018, 3, 25, 9, 53, 19, TimeSpan.Zero);

    [Test]
    public void A_participant_who_joins_is_told_with_its_whole_state() =>
        Assert.That(
            Read(
                "StatusCallbackEvent=participant-join",
                $"CallSid={CallSid}",
                "ParticipantLabel=of somebody else",
                "Muted=true",
                "Hold=false",
                "Coaching=true",
                "EndConferenceOnExit=true",
                "StartConferenceOnEnter=true"),
            Is.EqualTo(
                new RoomReport(
                    RoomEvent.ParticipantJoin,
                    ConferenceSid,
                    CallSid,
                    new RoomFlags(Hold: false, Muted: true, Coaching: true, EndsOnExit: true),
                    RoomSource.Callback,
                    at,
                    Sequence: 7)));

    [Test]
    public void Why_a_participant_left_is_kept_where_it_is_a_word()
    {
        string[] leave = ["StatusCallbackEvent=participant-leave", $"CallSid={CallSid}"];
        Assert.That(Read([.. leave, "ReasonParticipantLeft=participant_hung_up"])!.LeaveReason, Is.EqualTo("participant_hung_up"));
        Assert.That(Read([.. leave, "ReasonParticipantLeft=+5511987654321"])!.LeaveReason, Is.Null);
    }

    [Test]
    public void Whose_leaving_ended_the_conference_is_told_with_its_end() =>
        Assert.That(
            Read(
                "StatusCallbackEvent=conference-end",
                $"CallSidEndingConference={CallSid}",
                "ReasonConferenceEnded=participant-with-end-conference-on-exit-left"),
            Is.EqualTo(
                new RoomReport(
                    RoomEvent.ConferenceEnd,
                    ConferenceSid,
                    CallSid: null,
                    Flags: null,
                    RoomSource.Callback,
                    at,
                    7,
                    "participant-with-end-conference-on-exit-left",
                    CallSid)));

    [Test]
    public void Every_event_that_we_ask_for_is_known()
    {
        string[] twilios =
        [
            "conference-start", "conference-end", "participant-join", "participant-leave", "participant-mute", "participant-unmute",
            "participant-hold", "participant-unhold", "participant-modify", "announcement-end", "announcement-fail",
        ];
        Assert.That(
            twilios.Select(word => Read($"StatusCallbackEvent={word}", $"CallSid={CallSid}")?.Event),
            Is.EqualTo(Enum.GetValues<RoomEvent>().Cast<RoomEvent?>()));
    }

    [Test]
    public void An_event_that_is_new_to_us_says_nothing() =>
        Assert.That(Report("StatusCallbackEvent=participant-speech-start", $"CallSid={CallSid}"), Is.TypeOf<CarrierReport.OfNothing>());

    [TestCase("StatusCallbackEvent=participant-join", "CallSid")]
    [TestCase("StatusCallbackEvent=participant-join&CallSid=CA1", "CallSid")]
    [TestCase("StatusCallbackEvent=", "StatusCallbackEvent")]
    [TestCase("CallSid=" + CallSid, "StatusCallbackEvent")]
    public void What_does_not_say_what_happened_or_to_whom_is_malformed(string fields, string missing) => Assert.That(
        Assert.Throws<MalformedWebhookException>(() => Report(fields.Split('&')))!.Field,
        Is.EqualTo(missing));

    [TestCase("FriendlyName")]
    [TestCase("ConferenceSid")]
    public void What_does_not_name_its_conference_is_malformed(string missing)
    {
        var fields = Fields("StatusCallbackEvent=conference-start").Where(field => field.Key != missing).ToList();
        Assert.That(
            Assert.Throws<MalformedWebhookException>(() => new RoomEventsReader().Read(null, fields))!.Field,
            Is.EqualTo(missing));
    }

    [Test]
    public void The_name_of_the_conference_is_passed_on() =>
        Assert.That(((CarrierReport.OfRoom)Report("StatusCallbackEvent=conference-start")).RoomName, Is.EqualTo(Name));

    [Test]
    public void A_leg_that_left_is_known_by_its_address_and_its_sid()
    {
        var leg = LegId.New();
        KeyValuePair<string, string>[] fields = [new("CallSid", CallSid), new("CallStatus", "in-progress"), new("DialCallStatus", "answered")];
        foreach (var reader in new IWebhookReader[] { new RoomLeftReader(), new ClosingReader() })
        {
            Assert.That(((CarrierReport.OfRoomLeft)reader.Read(leg, fields)).Leg, Is.EqualTo(new LegKey(leg, CallSid)));
        }
    }

    private static RoomReport? Read(params string[] fields) => (Report(fields) as CarrierReport.OfRoom)?.Report;

    private static CarrierReport Report(params string[] fields) => new RoomEventsReader().Read(null, Fields(fields));

    private static KeyValuePair<string, string>[] Fields(params string[] fields) =>
    [
        new("ConferenceSid", ConferenceSid),
        new("FriendlyName", Name),
        new("SequenceNumber", "7"),
        new("Timestamp", "Sun, 25 Mar 2018 09:53:19 +0000"),
        .. fields.Select(field => field.Split('=', 2)).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1])),
    ];
}

using CrmVoice.Application.Calls;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>What Twilio is asked about rooms, and what is made of its answers.</summary>
internal sealed class RoomRequestTests
{
    private const string ConferenceSid = "CF00000000000000000000000000000001";
    private const string CallSid = "CA00000000000000000000000000000001";
    private const string RecordingSid = "RE00000000000000000000000000000001";
    private const string Account = $"/2010-04-01/Accounts/{TwilioWorld.AccountSid}";

    private static readonly CallId callId = CallId.New();
    private static readonly LegId legId = LegId.New();

    private TwilioStandIn twilio = null!;
    private TwilioWorld world = null!;

    [SetUp]
    public async Task StartAsync()
    {
        twilio = await TwilioStandIn.StartAsync();
        world = TwilioWorld.With(twilio);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await world.DisposeAsync();
        await twilio.DisposeAsync();
    }

    [Test]
    public async Task Only_what_changes_is_asked_for_and_who_is_held_hears_our_music()
    {
        twilio.Answers(200, Participant(hold: true));
        var outcome = (ParticipantOutcome.Done)await UpdateAsync(new ParticipantUpdate(Hold: true));

        var asked = twilio.Requests.Single();
        Assert.That((asked.Method, asked.Path), Is.EqualTo(("POST", $"{Account}/Conferences/{ConferenceSid}/Participants/{CallSid}.json")));
        Assert.That(
            asked.Body,
            Does.StartWith("Hold=true&HoldUrl=").And.EndsWith("&HoldMethod=POST").And.Not.Contain("Muted").And.Not.Contain("Coaching"));
        Assert.That(
            asked.Form("HoldUrl").Single(),
            Does.StartWith($"https://crm.example.com/twilio/calls/{callId.Value}/legs/{legId.Value}/hold#"));
        Assert.That(
            outcome.Answer with { At = null },
            Is.EqualTo(
                new RoomReport(
                    RoomEvent.ParticipantModify,
                    ConferenceSid,
                    CallSid,
                    new RoomFlags(Hold: true, Muted: false, Coaching: false, EndsOnExit: true),
                    RoomSource.Answer,
                    At: null)));
    }

    [Test]
    public async Task Whom_a_supervisor_whispers_to_is_said_along_with_the_rest()
    {
        twilio.Answers(200, Participant());
        await UpdateAsync(new ParticipantUpdate(Muted: false, EndsOnExit: false, Coaching: true, Coaches: CallSid));
        Assert.That(
            twilio.Requests.Single().Body.Split('&'),
            Is.EquivalentTo(["Muted=false", "EndConferenceOnExit=false", "Coaching=true", $"CallSidToCoach={CallSid}"]));
    }

    [TestCase("Mon, 02 Mar 2026 12:00:05 +0000", "2026-03-02T12:00:05Z")]
    [TestCase("Fri, 18 Feb 2011 21:07:19 +0000", "2026-03-02T12:00:07Z")]
    public async Task It_stands_so_since_Twilio_changed_it_or_else_since_Twilio_answered(string updated, string since)
    {
        twilio.Answers(200, Participant(updated: updated), headers: ("Date", "Mon, 02 Mar 2026 12:00:07 GMT"));
        var outcome = (ParticipantOutcome.Done)await UpdateAsync(new ParticipantUpdate(Muted: false));
        Assert.That(outcome.Answer.At, Is.EqualTo(DateTimeOffset.Parse(since, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [TestCase(404, 20404, typeof(ParticipantOutcome.Gone))]
    [TestCase(400, 16028, typeof(ParticipantOutcome.Refused))]
    [TestCase(401, 20003, typeof(ParticipantOutcome.Refused))]
    [TestCase(429, 20429, typeof(ParticipantOutcome.TryAgain))]
    [TestCase(500, 20500, typeof(ParticipantOutcome.TryAgain))]
    public async Task What_Twilio_refuses_is_told_from_what_may_be_asked_again(int status, int code, Type expected)
    {
        twilio.AnswersError(status, code, "No");
        Assert.That(await UpdateAsync(new ParticipantUpdate(Muted: true)), Is.TypeOf(expected));
        Assert.That(twilio.Requests, Has.Count.EqualTo(1), "the outbox asks again, in its own time");
    }

    [TestCase("""{"call_sid": "CA1"}""")]
    [TestCase("")]
    [TestCase("<html>")]
    public async Task An_answer_that_does_not_say_how_it_stands_is_none(string body)
    {
        twilio.Answers(200, body);
        Assert.That(await UpdateAsync(new ParticipantUpdate(Muted: true)), Is.TypeOf<ParticipantOutcome.TryAgain>());
    }

    [Test]
    public async Task A_page_not_found_that_is_not_Twilios_own_and_silence_are_no_answers()
    {
        twilio.Answers(404, "<html>nginx</html>", "text/html").HangsUpWithoutAnswer();
        Assert.That(await UpdateAsync(new ParticipantUpdate(Muted: true)), Is.TypeOf<ParticipantOutcome.TryAgain>());
        Assert.That(await UpdateAsync(new ParticipantUpdate(Muted: true)), Is.TypeOf<ParticipantOutcome.TryAgain>());
    }

    [Test]
    public async Task Keys_are_fetched_at_an_address_of_their_own_and_travel_in_no_request()
    {
        var requestId = Guid.NewGuid();
        twilio.Answers(200, Participant());
        await world.Telephony.SendDigitsAsync(OrderOf(new ParticipantUpdate()), requestId, default);
        var asked = twilio.Requests.Single();
        Assert.That(asked.Form("AnnounceUrl").Single(), Does.StartWith($"https://crm.example.com/twilio/digits/{requestId}#"));
        Assert.That((asked.Form("AnnounceMethod").Single(), asked.Form("Hold")), Is.EqualTo(("POST", Array.Empty<string>())));
    }

    [Test]
    public async Task A_leg_leaves_its_room_for_the_closing_words()
    {
        twilio.Answers(200, "{}");
        Assert.That(await world.Telephony.CloseAsync(callId, legId, CallSid, default), Is.EqualTo(HangUpOutcome.Done));
        var asked = twilio.Requests.Single();
        Assert.That((asked.Path, asked.Form("Method").Single()), Is.EqualTo(($"{Account}/Calls/{CallSid}.json", "POST")));
        Assert.That(asked.Form("Url").Single(), Does.Contain($"/twilio/calls/{callId.Value}/legs/{legId.Value}/closing#"));
    }

    [TestCase(400, 21220, HangUpOutcome.Done)]
    [TestCase(404, 20404, HangUpOutcome.Done)]
    [TestCase(500, 20500, HangUpOutcome.TryAgain)]
    [TestCase(429, 20429, HangUpOutcome.TryAgain)]
    public async Task A_leg_that_is_over_needs_no_closing_words(int status, int code, HangUpOutcome expected)
    {
        twilio.AnswersError(status, code, "No");
        Assert.That(await world.Telephony.CloseAsync(callId, legId, CallSid, default), Is.EqualTo(expected));
    }

    [TestCase(true, "dual")]
    [TestCase(false, "mono")]
    public async Task A_recording_is_started_on_the_leg_and_reported_to_its_call(bool isDual, string channels)
    {
        twilio.Answers(201, Recording("in-progress"));
        Assert.That(await RecordAsync(RecordingChange.Start, isDual: isDual), Is.EqualTo(new RecordingOutcome.Done(RecordingSid)));
        var asked = twilio.Requests.Single();
        Assert.That(
            (asked.Method, asked.Path, asked.Form("RecordingChannels").Single()),
            Is.EqualTo(("POST", $"{Account}/Calls/{CallSid}/Recordings.json", channels)));
        Assert.That(asked.Form("RecordingStatusCallbackEvent"), Is.EqualTo(["in-progress", "completed", "absent"]));
        Assert.That(asked.Form("RecordingStatusCallback").Single(), Does.Contain($"/twilio/calls/{callId.Value}/recording#"));
    }

    [TestCase("paused", 1)]
    [TestCase("in-progress", 1)]
    [TestCase("completed", 2)]
    public async Task Asked_again_one_that_goes_on_is_taken_and_no_second_one_started(string status, int requests)
    {
        twilio.Answers(200, $$"""{"recordings": [{{Recording(status)}}]}""").Answers(201, Recording("in-progress"));
        Assert.That(
            await RecordAsync(RecordingChange.Start, isRepeated: true),
            Is.EqualTo(new RecordingOutcome.Done(RecordingSid)));
        Assert.That(twilio.Requests, Has.Count.EqualTo(requests));
    }

    [TestCase(RecordingChange.Pause, RecordingSid, "Status=paused&PauseBehavior=skip")]
    [TestCase(RecordingChange.Pause, null, "Status=paused&PauseBehavior=skip")]
    [TestCase(RecordingChange.Resume, RecordingSid, "Status=in-progress")]
    public async Task A_pause_leaves_out_what_is_said_meanwhile(RecordingChange change, string? sid, string body)
    {
        twilio.Answers(200, Recording("paused"));
        Assert.That(await RecordAsync(change, sid: sid), Is.EqualTo(new RecordingOutcome.Done(RecordingSid)));
        var asked = twilio.Requests.Single();
        Assert.That(
            (asked.Path, asked.Body),
            Is.EqualTo(($"{Account}/Calls/{CallSid}/Recordings/{sid ?? "Twilio.CURRENT"}.json", body)));
    }

    [TestCase(400, 21220, typeof(RecordingOutcome.Refused))]
    [TestCase(404, 20404, typeof(RecordingOutcome.Refused))]
    [TestCase(503, 20503, typeof(RecordingOutcome.TryAgain))]
    public async Task A_recording_that_Twilio_refuses_is_told_from_one_that_may_be_asked_for_again(int status, int code, Type expected)
    {
        twilio.AnswersError(status, code, "No");
        Assert.That(await RecordAsync(RecordingChange.Start), Is.TypeOf(expected));
    }

    [Test]
    public async Task Who_is_in_the_room_has_joined_also_where_it_waits_alone()
    {
        twilio
            .Answers(
                200,
                $$"""
                {"conferences": [
                  {"sid": "CF00000000000000000000000000000009", "status": "completed"},
                  {"sid": "{{ConferenceSid}}", "status": "init"}]}
                """)
            .Answers(200, $$"""{"participants": [{{Participant(hold: true)}}]}""");

        var room = await world.Telephony.ListRoomAsync(callId, default);

        Assert.That(
            room,
            Is.EqualTo([
                new RoomReport(
                    RoomEvent.ParticipantJoin,
                    ConferenceSid,
                    CallSid,
                    new RoomFlags(Hold: true, Muted: false, Coaching: false, EndsOnExit: true),
                    RoomSource.List,
                    new DateTimeOffset(2026, 3, 2, 11, 59, 0, TimeSpan.Zero)),
            ]));
        Assert.That(twilio.Requests[0].QueryValue("FriendlyName"), Is.EqualTo(Room.NameOf(callId)));
        Assert.That(
            twilio.Requests.Select(asked => asked.Path),
            Is.EqualTo([$"{Account}/Conferences.json", $"{Account}/Conferences/{ConferenceSid}/Participants.json"]));
    }

    [Test]
    public async Task A_room_that_is_none_or_has_just_ended_is_empty_and_silence_is_no_answer()
    {
        var live = $$"""{"conferences": [{"sid": "{{ConferenceSid}}", "status": "in-progress"}]}""";
        twilio.Answers(200, """{"conferences": []}""").Answers(200, live).AnswersError(404, 20404, "Not found").AnswersError(400, 20001, "No");
        Assert.That(await world.Telephony.ListRoomAsync(callId, default), Is.Empty);
        Assert.That(await world.Telephony.ListRoomAsync(callId, default), Is.Empty);
        Assert.That(await world.Telephony.ListRoomAsync(callId, default), Is.Null);
    }

    [Test]
    public async Task Machines_are_listened_for_beside_the_call_and_keys_pressed_once_it_is_answered()
    {
        var phone = PhoneNumber.Parse("+5511987654321");
        twilio.Answers(201, $$"""{"sid": "{{CallSid}}", "status": "queued"}""");
        await world.Telephony.CreateAsync(
            new CreateOrder(callId, legId, phone, PhoneNumber.Parse("+551131230000"), 30, 600, DetectMachines: true, SendDigits: "ww12#"),
            default);
        var asked = twilio.Requests.Single();
        Assert.That(
            (asked.Form("MachineDetection").Single(), asked.Form("AsyncAmd").Single(), asked.Form("SendDigits").Single()),
            Is.EqualTo(("Enable", "true", "ww12#")));
        Assert.That(
            asked.Form("AsyncAmdStatusCallback").Single(),
            Does.Contain($"/twilio/calls/{callId.Value}/legs/{legId.Value}/machine-detection#"));
    }

    private static ParticipantOrder OrderOf(ParticipantUpdate update) => new(callId, legId, ConferenceSid, CallSid, update);

    private static string Participant(bool hold = false, string updated = "Mon, 02 Mar 2026 12:00:00 +0000") =>
        $$"""
        {"call_sid": "{{CallSid}}", "conference_sid": "{{ConferenceSid}}", "hold": {{(hold ? "true" : "false")}}, "muted": false,
         "coaching": false, "end_conference_on_exit": true, "date_created": "Mon, 02 Mar 2026 11:59:00 +0000", "date_updated": "{{updated}}"}
        """;

    private static string Recording(string status) => $$"""{"sid": "{{RecordingSid}}", "status": "{{status}}"}""";

    private Task<ParticipantOutcome> UpdateAsync(ParticipantUpdate update) =>
        world.Telephony.UpdateParticipantAsync(OrderOf(update), default);

    private Task<RecordingOutcome> RecordAsync(RecordingChange change, bool isDual = true, string? sid = null, bool isRepeated = false) =>
        world.Telephony.RecordAsync(new RecordingOrder(callId, CallSid, change, isDual, sid, isRepeated), default);
}

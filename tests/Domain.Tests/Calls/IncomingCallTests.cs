using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Tests.Calls;

public sealed class IncomingCallTests
{
    private const string Sid = "CA00000000000000000000000000000001";
    private const string Carlos = "+5511987650001";
    private static readonly DateTimeOffset now = Transcript.Start;
    private static readonly PhoneNumber ours = PhoneNumber.Parse("+551140000001");
    private static readonly LegReport asked = new(LegStatus.Ringing, At: null, FactSource.Request);
    private static readonly LegReport over = new(LegStatus.Completed, now.AddSeconds(9), FactSource.Callback, DurationSeconds: 9);
    private static readonly CarrierError unusable = new(11200, CarrierError.UnusableAnswerMessage);

    private static readonly (string Name, Action<Call, Receipt> Tell)[] reports =
    [
        ("voice", (call, receipt) => call.MergeIncoming(Sid, asked, receipt)),
        ("voice again", (call, receipt) => call.MergeIncoming(Sid, asked, receipt)),
        ("status", (call, receipt) => call.MergeLeg(LegRole.Contact, Sid, parentCallSid: null, over, receipt, StepKinds.IncomingEnded)),
        (
            "status again",
            (call, receipt) => call.MergeLeg(LegRole.Contact, Sid, parentCallSid: null, over, receipt, StepKinds.IncomingEnded)),
    ];

    [Test]
    public void A_call_that_comes_in_is_received_and_occupies_nobody()
    {
        var call = Received();

        call.MergeIncoming(Sid, asked, now);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (call.Direction, call.State, call.AgentId),
                Is.EqualTo((CallDirection.Inbound, CallState.Received, (MembershipId?)null)));
            Assert.That((call.From?.Value, call.To), Is.EqualTo((Carlos, ours)));
            Assert.That(call.ContactLeg, Is.EqualTo(call.Legs.Single()).And.Property(nameof(Leg.Origin)).EqualTo(LegOrigin.Inbound));
            Assert.That(call.Seated, Is.Empty);
            Assert.That(call.TakeEvents().OfType<SeatTaken>(), Is.Empty);
        }
    }

    [Test]
    public void Whatever_the_order_and_however_often_it_is_told_the_record_is_the_same()
    {
        var told = Orders([.. reports]).Select(order =>
        {
            var call = Received();
            order.ToList().ForEach(report => report.Tell(call, now));
            return (call.State, call.Result, call.EndedAt, call.RequestedAt, Legs: call.Legs.Count, call.ContactLeg!.DurationSeconds);
        });

        Assert.That(
            told,
            Is.All.EqualTo((CallState.Ended, (CallResult?)CallResult.NoAgent, (DateTimeOffset?)now.AddSeconds(9), now, 1, (int?)9)));
    }

    [Test]
    public void A_message_is_a_voicemail_whatever_the_order_and_is_told_once()
    {
        var told = Orders([.. reports, .. Message(RecordingStatus.Completed, 7), .. Message(RecordingStatus.Completed, 7)[1..]])
            .Where((_, at) => at % 7 == 0)
            .Select(order =>
            {
                var call = Received();
                order.ToList().ForEach(report => report.Tell(call, now));
                var recording = call.Recordings.Single();
                return (call.Result, recording.IsCompleteVoicemail, recording.DurationSeconds, Left: call.TakeEvents().OfType<VoicemailLeft>().Count());
            });
        Assert.That(told, Is.All.EqualTo(((CallResult?)CallResult.VoicemailLeft, true, (int?)7, 1)));
    }

    [TestCase(RecordingStatus.Completed, 1)]
    [TestCase(RecordingStatus.Completed, null)]
    [TestCase(RecordingStatus.Absent, null)]
    [TestCase(RecordingStatus.InProgress, null)]
    public void Silence_is_no_voicemail(RecordingStatus status, int? seconds)
    {
        var call = Received();
        foreach (var (_, tell) in reports.Concat(Message(status, seconds)))
        {
            tell(call, now);
        }

        Assert.That((call.Result, call.TakeEvents().OfType<VoicemailLeft>().Count()), Is.EqualTo((CallResult.NoAgent, 0)));
        Assert.That(call.LacksRecording, Is.EqualTo(status is RecordingStatus.InProgress), "Twilio is asked what became of it");
    }

    [Test]
    public void Twilio_is_asked_once_for_a_message_of_which_nothing_was_heard()
    {
        var call = Received();
        reports.ToList().ForEach(report => report.Tell(call, now));
        Assert.That((call.LacksFacts, call.LacksRecording), Is.EqualTo((true, false)));
    }

    [TestCase(CallResult.Closed)]
    [TestCase(CallResult.VoicemailLeft)]
    [TestCase(CallResult.CarrierFailed)]
    public void A_call_outside_the_hours_was_closed_unless_a_message_was_left_or_Twilio_could_not_use_our_answer(CallResult result)
    {
        var call = Received(isOutsideHours: true);
        call.MergeIncoming(Sid, asked, now);
        if (result is CallResult.CarrierFailed)
        {
            call.MergeIncomingFallback(Sid, asked, unusable, now);
        }

        call.MergeLeg(LegRole.Contact, Sid, parentCallSid: null, over, now.AddSeconds(10));
        if (result is CallResult.VoicemailLeft)
        {
            Message(RecordingStatus.Completed, 7).ToList().ForEach(report => report.Tell(call, now));
        }

        Assert.That(call.Result, Is.EqualTo(result));
    }

    [Test]
    public void A_message_to_another_leg_is_none_of_the_call()
    {
        var call = Received();
        call.MergeIncoming(Sid, asked, now);
        call.MergeVoicemailEnd(new LegKey(call.ContactLeg!.Id, "CA00000000000000000000000000000009"), asked, "RE1", now);
        Assert.That(call.Recordings, Is.Empty);
    }

    [Test]
    public void A_call_of_which_only_the_end_is_heard_was_never_answered_by_us()
    {
        var call = Received();
        call.MergeLeg(LegRole.Contact, Sid, parentCallSid: null, over, now.AddSeconds(10));
        Assert.That((call.State, call.Result), Is.EqualTo((CallState.Ended, CallResult.CarrierFailed)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_call_whose_answer_Twilio_could_not_use_has_failed(bool isHeardFirst)
    {
        var call = Received();
        if (!isHeardFirst)
        {
            call.MergeIncoming(Sid, asked, now);
        }

        call.MergeIncomingFallback(Sid, asked, unusable, now.AddSeconds(1));
        call.MergeLeg(LegRole.Contact, Sid, parentCallSid: null, over, now.AddSeconds(10));

        Assert.That((call.Result, call.CarrierError), Is.EqualTo((CallResult.CarrierFailed, unusable)));
    }

    [Test]
    public void A_supervisor_who_hangs_up_ends_the_callers_leg()
    {
        var (call, sofia) = (Received(), MembershipId.New());
        call.MergeIncoming(Sid, asked, now);
        _ = call.TakeEvents();

        call.RequestHangup(sofia, now.AddSeconds(1));

        Assert.That(call.TakeEvents().OfType<LegHangupNeeded>().Single().CallSid, Is.EqualTo(Sid));
        call.MergeLeg(LegRole.Contact, Sid, parentCallSid: null, over, now.AddSeconds(10));
        Assert.That(call.EndedBy, Is.EqualTo(new EndedBy(EndedByRole.Supervisor, LegId: null, sofia)));
    }

    [Test]
    public void What_agents_do_in_a_call_is_refused_where_nobody_has_taken_it()
    {
        var call = Received();
        call.MergeIncoming(Sid, asked, now);
        Assert.That(
            () => call.LegOf(LegRole.Agent),
            Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(RuleCodes.NotPossibleNow));
        Assert.That(call.Legs, Has.Count.EqualTo(1));
    }

    [Test]
    public void The_end_is_told_once()
    {
        var call = Received();
        call.MergeIncoming(Sid, asked, now);
        reports.ToList().ForEach(report => report.Tell(call, now.AddSeconds(10)));
        Assert.That(call.TakeEvents().OfType<CallEnded>().Count(), Is.EqualTo(1));
    }

    [TestCase("+5511987650001", PartyKind.Phone, "+5511987650001")]
    [TestCase("anonymous", PartyKind.Withheld, null)]
    [TestCase("Restricted", PartyKind.Withheld, null)]
    [TestCase("unknown", PartyKind.Withheld, null)]
    [TestCase("+266696687", PartyKind.Withheld, null)]
    [TestCase("+86282452253", PartyKind.Withheld, null)]
    [TestCase("", PartyKind.Withheld, null)]
    [TestCase("sip:porta@predio.example", PartyKind.Sip, null)]
    [TestCase("client:m_1", PartyKind.Browser, null)]
    [TestCase("4004", PartyKind.Phone, null)]
    public void A_caller_is_of_a_kind_and_has_a_number_only_where_it_is_one(string address, PartyKind kind, string? number)
    {
        var call = Received(address);
        Assert.That((call.Incoming!.Party.Kind, call.From?.Value), Is.EqualTo((kind, number)));
    }

    [Test]
    public void What_Twilio_says_of_a_caller_is_cut_to_what_is_kept()
    {
        var caller = IncomingCaller.Of(new string('x', 300), new string('n', 300), " ", new string('f', 300));
        Assert.That(
            (caller.Address.Length, caller.Name?.Length, caller.Place, caller.ForwardedFrom?.Length),
            Is.EqualTo((Party.AddressMaxLength, IncomingCaller.NameMaxLength, (string?)null, Party.AddressMaxLength)));
    }

    private static (string Name, Action<Call, Receipt> Tell)[] Message(RecordingStatus status, int? seconds) =>
    [
        ("message end", (call, receipt) => call.MergeVoicemailEnd(new LegKey(call.LegOf(LegRole.Contact).Id, Sid), asked, "RE1", receipt)),
        ("recording", (call, receipt) => call.MergeRecording("RE1", status, seconds, channels: 1, receipt, isVoicemail: true)),
    ];

    private static Call Received(string address = Carlos, bool isOutsideHours = false) => Call.Receive(
        OrganizationId.New(),
        IncomingCaller.Of(address, name: null, place: null, forwardedFrom: null),
        NumberId.New(),
        ours,
        contactId: null,
        new CallSettings { Record = true },
        "pt-BR",
        now,
        isOutsideHours);

    private static IEnumerable<T[]> Orders<T>(T[] of) =>
        of.Length <= 1
            ? [of]
            : of.SelectMany((first, at) => Orders([.. of[..at], .. of[(at + 1)..]]).Select(rest => (T[])[first, .. rest]));
}

using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Incoming;
using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Voicemails;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Messages of callers whom nobody answered: in the inbox once Twilio has them, until they are heard and seen to.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class VoicemailTests(DatabaseProvider database)
{
    private const string Sid = "CA00000000000000000000000000000001";
    private const string Recording = "RE00000000000000000000000000000001";
    private const string Carlos = "+5511987650001";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_message_is_in_the_inbox_once_Twilio_has_it_with_who_called()
    {
        var call = await CallInAsync(Carlos);
        await crm.HearAsync(call, new CarrierReport.OfVoicemailEnd(await KeyAsync(call), Asked, Recording));
        Assert.That(await ListAsync(), Is.Empty);

        await LeaveAsync(call, seconds: 7);
        await LeaveAsync(call, seconds: 7);

        var message = (await ListAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (message.CallId, message.Number, message.Contact?.Name, message.DurationSeconds, message.HeardAt),
                Is.EqualTo((call, Carlos, "Carlos Lima", 7, (DateTimeOffset?)null)));
            Assert.That(message.LeftAt, Is.EqualTo((await crm.SeeAsync(call)).RequestedAt));
            Assert.That(await crm.SendAsync(new CountNewVoicemails()), Is.EqualTo(1));
            Assert.That(await crm.SendAsync(new ListVoicemails(), crm.Stranger), Is.Empty, "another organization's");
            Assert.That(await crm.SendAsync(new CountNewVoicemails(), crm.Stranger), Is.Zero);
        }
    }

    [Test]
    public async Task Silence_is_in_no_inbox()
    {
        var call = await CallInAsync(Carlos);
        await LeaveAsync(call, seconds: 1);
        Assert.That(await ListAsync(), Is.Empty);
    }

    [Test]
    public async Task Whoever_hears_it_first_has_heard_it_and_it_can_be_new_again()
    {
        var message = await LeftAsync();

        await crm.SendAsync(new MarkVoicemail(message, IsHeard: true), crm.Colleague);
        var at = crm.Clock.GetUtcNow();
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        await crm.SendAsync(new MarkVoicemail(message, IsHeard: true), crm.Agent);

        var heard = (await ListAsync()).Single();
        Assert.That((heard.HeardAt, heard.HeardBy?.Id), Is.EqualTo((at, crm.Colleague.Id.Value)));
        Assert.That(await crm.SendAsync(new CountNewVoicemails()), Is.Zero);

        await crm.SendAsync(new MarkVoicemail(message, IsHeard: false));
        Assert.That((await crm.SendAsync(new CountNewVoicemails()), (await ListAsync()).Single().HeardBy), Is.EqualTo((1, (PartyView?)null)));
    }

    [Test]
    public async Task It_is_given_to_a_member_of_the_organization_and_back_to_everybody()
    {
        var message = await LeftAsync();

        await crm.SendAsync(new AssignVoicemail(message, crm.Colleague.Id.Value));
        Assert.That((await ListAsync()).Single().AssignedTo?.Id, Is.EqualTo(crm.Colleague.Id.Value));
        Assert.That(
            () => crm.SendAsync(new AssignVoicemail(message, crm.Stranger.Id.Value)),
            Throws.TypeOf<NotFoundException>());

        await crm.SendAsync(new AssignVoicemail(message, MemberId: null));
        Assert.That((await ListAsync()).Single().AssignedTo, Is.Null);
    }

    [Test]
    public async Task Another_organization_finds_no_message_to_mark_or_give_away()
    {
        var message = await LeftAsync();
        Assert.That(() => crm.SendAsync(new MarkVoicemail(message, IsHeard: true), crm.Stranger), Throws.TypeOf<NotFoundException>());
        Assert.That(
            () => crm.SendAsync(new AssignVoicemail(message, crm.Stranger.Id.Value), crm.Stranger),
            Throws.TypeOf<NotFoundException>());
    }

    [Test]
    public async Task It_goes_with_its_recording()
    {
        await LeftAsync();
        await crm.LookAsync(db => db.Set<CallRecording>().ExecuteDeleteAsync());
        Assert.That(await crm.SendAsync(new CountNewVoicemails()), Is.Zero);
    }

    [Test]
    public async Task A_message_that_only_a_look_up_tells_of_is_in_the_inbox()
    {
        var call = await CallInAsync(Carlos);
        var found = new LookUpOutcome.Found(
            new CarrierLeg(Sid, null, new LegReport(LegStatus.Completed, crm.Clock.GetUtcNow(), FactSource.LookUp, 9)),
            [],
            [new CarrierRecording(Recording, RecordingStatus.Completed, DurationSeconds: 5, Channels: 1, IsVoicemail: true)]);

        await crm.PlayAsync(call, (known, _) => LookUp.Merge(known, found, crm.Clock.GetUtcNow()));

        Assert.That((await ListAsync()).Single().DurationSeconds, Is.EqualTo(5));
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.VoicemailLeft));
    }

    private static LegReport Asked { get; } = new(LegStatus.InProgress, At: null, FactSource.Request);

    private async Task<Guid> LeftAsync()
    {
        await LeaveAsync(await CallInAsync(Carlos), seconds: 7);
        return (await ListAsync()).Single().Id;
    }

    private Task<IReadOnlyList<VoicemailView>> ListAsync() => crm.SendAsync(new ListVoicemails());

    private Task LeaveAsync(Guid call, int seconds) => crm.HearAsync(
        call,
        new CarrierReport.OfRecording(Recording, RecordingStatus.Completed, seconds, Channels: 1, IsVoicemail: true));

    private async Task<LegKey> KeyAsync(Guid call) =>
        new(new LegId((await crm.SeeAsync(call)).Legs.Single().Id), Sid);

    private async Task<Guid> CallInAsync(string from)
    {
        var number = Number.Add(
            crm.Agent.OrganizationId, PhoneNumber.Parse("+551140000001"), "BR", "Vendas", position: 0, crm.Clock.GetUtcNow());
        await crm.LookAsync(db =>
        {
            db.Add(number);
            return db.SaveChangesAsync();
        });
        var caller = IncomingCaller.Of(from, name: null, place: null, forwardedFrom: null);
        var answer = await crm.SendAsync(new AnswerIncoming(
            number.Id.Value, new CarrierReport.OfIncoming(Sid, caller, new LegReport(LegStatus.Ringing, At: null, FactSource.Request))));
        return ((CallInstruction.TakeVoicemail)answer).CallId.Value;
    }
}

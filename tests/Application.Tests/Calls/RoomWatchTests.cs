using CrmVoice.Application.Calls;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What is measured of live rooms, and what raises an alarm.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class RoomWatchTests(DatabaseProvider database)
{
    private const string OtherConference = "CF00000000000000000000000000000002";

    private TestCrm crm = null!;
    private Measured measured = null!;
    private RoomWatch watch = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        measured = new Measured(crm.Meters);
        watch = crm.Hosted<RoomWatch>();
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await crm.PlayAsync(call, (_, twilio) => twilio.Connect());
    }

    [TearDown]
    public async Task StopAsync()
    {
        measured.Dispose();
        watch.Dispose();
        await crm.DisposeAsync();
    }

    [Test]
    public async Task Where_all_is_well_a_room_is_counted_and_nothing_else()
    {
        await LookAsync(seconds: 0);
        await LookAsync(seconds: 60);
        Assert.That(Figures(), Is.EqualTo((1d, 0d, 0d)));
    }

    [Test]
    public async Task A_contact_whom_everybody_has_left_raises_an_alarm_after_ten_seconds()
    {
        await HearAsync(RoomEvent.ParticipantLeave, conference: null);
        await LookAsync(seconds: 0);
        await LookAsync(seconds: 9);
        Assert.That(Figures(), Is.EqualTo((1d, 0d, 0d)));

        await LookAsync(seconds: 2);
        Assert.That(Figures(), Is.EqualTo((1d, 1d, 0d)));
    }

    [Test]
    public async Task Parties_in_two_conferences_of_one_name_raise_an_alarm_and_a_room_that_began_again_does_not()
    {
        await HearAsync(RoomEvent.ParticipantJoin, OtherConference);
        await LookAsync(seconds: 0);
        Assert.That(Figures(), Is.EqualTo((1d, 0d, 1d)));

        await HearAsync(RoomEvent.ParticipantLeave, OtherConference);
        await LookAsync(seconds: 0);
        Assert.That(Figures(), Is.EqualTo((1d, 0d, 0d)));
    }

    private Task LookAsync(int seconds)
    {
        crm.Clock.Advance(TimeSpan.FromSeconds(seconds));
        return watch.LookAsync(CancellationToken.None);
    }

    private Task HearAsync(RoomEvent happened, string? conference) => crm.PlayAsync(call, (room, _) =>
    {
        var agent = room.LegOf(LegRole.Agent);
        var now = crm.Clock.GetUtcNow().AddSeconds(1);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        room.MergeRoom(
            new RoomReport(
                happened,
                conference ?? room.Room.WhereIs(agent.Id)!.ConferenceSid,
                agent.CallSid,
                new RoomFlags(Hold: false, Muted: false, Coaching: false, EndsOnExit: true),
                RoomSource.Callback,
                now),
            now);
    });

    private (double Live, double Alone, double Apart) Figures() => (
        measured.Of("crmvoice.rooms.live")[^1].Value,
        measured.Of("crmvoice.rooms.contacts_alone")[^1].Value,
        measured.Of("crmvoice.rooms.apart")[^1].Value);
}

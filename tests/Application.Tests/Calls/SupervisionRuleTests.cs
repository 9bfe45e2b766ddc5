using CrmVoice.Application.Audit;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Who listens in, who is told, and what is written down of it.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class SupervisionRuleTests(DatabaseProvider database)
{
    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_supervisor_listens_whispers_and_talks_and_the_audit_log_tells_it()
    {
        await ConnectAsync();

        await ListenAsync();
        await crm.SendAsync(new SuperviseCall(call, SupervisionMode.Whisper), crm.Supervisor);
        await PlayAsync((_, twilio) => twilio.Obey());
        await crm.SendAsync(new EndSupervision(call), crm.Supervisor);
        Assert.That(
            () => crm.SendAsync(new SuperviseCall(call, SupervisionMode.Barge), crm.Supervisor),
            Breaks(RuleCodes.NotPossibleNow),
            "while the leg is being ended");

        var told = (await crm.SendAsync(new ListAuditEntries())).Items.Where(entry => entry.Action is AuditAction.CallSupervised);
        Assert.That(told.SelectMany(entry => entry.Changes), Is.EqualTo(new[]
        {
            new AuditedChange("supervision-mode", "listen", "whisper"),
            new AuditedChange("supervision-mode", null, "listen"),
        }));
    }

    [Test]
    public async Task An_agent_listens_in_on_nobody_and_a_supervisor_on_no_other_organization()
    {
        await ConnectAsync();

        Assert.That(
            () => crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), crm.Colleague),
            Throws.TypeOf<ForbiddenException>());
        Assert.That(() => crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen)), Throws.TypeOf<ForbiddenException>());
        var stranger = crm.Stranger with { Role = Role.Supervisor };
        Assert.That(() => crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), stranger), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new EndSupervision(call), stranger), Throws.TypeOf<NotFoundException>());
    }

    [Test]
    public async Task A_supervisor_in_a_call_listens_to_no_second_one_and_ends_only_what_was_begun()
    {
        await ConnectAsync();
        Assert.That(() => crm.SendAsync(new EndSupervision(call), crm.Supervisor), Breaks(RuleCodes.NotPossibleNow));

        await crm.SendAsync(new PlaceCall("+5511987650002", null), crm.Supervisor);

        Assert.That(() => crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor), Breaks(RuleCodes.NotPossibleNow));
    }

    [Test]
    public async Task Without_a_phone_a_supervisor_is_told_to_add_one()
    {
        await ConnectAsync();
        var other = await crm.HireAsync("Rita", phone: null, Role.Supervisor);

        Assert.That(() => crm.SendAsync(new SuperviseCall(call, SupervisionMode.Barge), other), Breaks(RuleCodes.AgentPhoneMissing));
    }

    [Test]
    public async Task Agents_leave_supervisors_alone()
    {
        await ConnectAsync();
        var leg = await ListenAsync();

        Assert.That((await crm.SendAsync(new GetCall(call))).Legs.Select(one => one.Id), Does.Contain(leg));
        Assert.That(() => crm.SendAsync(new RemoveLeg(call, leg)), Throws.TypeOf<ForbiddenException>());
        Assert.That(() => crm.SendAsync(new MuteLeg(call, leg, false)), Throws.TypeOf<ForbiddenException>());
        Assert.That(() => crm.SendAsync(new HoldLeg(call, leg, true), crm.Supervisor), Breaks(RuleCodes.NotPossibleNow));
    }

    [Test]
    public async Task Where_agents_are_not_told_nothing_of_the_call_shows_them_who_listens()
    {
        await ConnectAsync(tells: false);
        var leg = await ListenAsync();

        var (agents, supervisors) = (await crm.SendAsync(new GetCall(call)), await crm.SeeAsync(call));

        Assert.That(agents.Legs.Select(one => one.Role), Is.EqualTo(new[] { LegRole.Agent, LegRole.Contact }));
        Assert.That((await crm.SendAsync(new ListCalls())).Items.Single().Legs, Has.Count.EqualTo(2));
        Assert.That((await crm.SendAsync(new GetMyCall()))!.Legs, Has.Count.EqualTo(2));
        Assert.That((await crm.SendAsync(new GetCallTimeline(call))).Select(step => step.Leg), Does.Not.Contain(LegRole.Supervisor));
        Assert.That(supervisors.Legs.Select(one => one.Id), Does.Contain(leg));
        Assert.That(
            (await crm.SendAsync(new GetCallTimeline(call), crm.Supervisor)).Select(step => step.Leg),
            Does.Contain(LegRole.Supervisor));
        Assert.That(() => crm.SendAsync(new RemoveLeg(call, leg)), Throws.TypeOf<NotFoundException>());
    }

    [Test]
    public async Task Help_may_be_asked_for_twice_and_is_asked_for_once()
    {
        await ConnectAsync();
        await crm.SendAsync(new RequestHelp(call, IsNeeded: true));
        var since = (await crm.SeeAsync(call)).HelpRequestedAt;
        crm.Clock.Advance(TimeSpan.FromSeconds(5));

        await crm.SendAsync(new RequestHelp(call, IsNeeded: true));

        Assert.That(since, Is.Not.Null);
        Assert.That((await crm.SeeAsync(call)).HelpRequestedAt, Is.EqualTo(since));
        Assert.That(() => crm.SendAsync(new RequestHelp(call, true), crm.Colleague), Throws.TypeOf<ForbiddenException>());
        await crm.SendAsync(new RequestHelp(call, IsNeeded: false));
        Assert.That((await crm.SeeAsync(call)).HelpRequestedAt, Is.Null);
    }

    [TestCase("another role", true)]
    [TestCase("another role", false)]
    [TestCase("deactivated", true)]
    public async Task Whoever_may_not_listen_any_more_is_taken_out_of_the_call_at_once(string change, bool isInTheRoom)
    {
        await ConnectAsync();
        if (isInTheRoom)
        {
            await ListenAsync();
        }
        else
        {
            await crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor);
        }

        var admin = await crm.HireAsync("Ada", phone: null, Role.Admin);
        ICommand taking = change == "deactivated"
            ? new DeactivateMember(crm.Supervisor.Id.Value)
            : new ChangeMemberRole(crm.Supervisor.Id.Value, Role.Agent);
        await crm.SendAsync(taking, admin);

        await PlayAsync((room, _) =>
        {
            var leg = room.Legs.Single(leg => leg.Role is LegRole.Supervisor);
            Assert.That(leg.RemovedAt, Is.Not.Null);
            Assert.That(RoomFlow.OnAnswer(room, leg), Is.EqualTo(AnswerInstruction.HangUp), "nor does whoever is still being rung");
        });
        var asked = (await crm.OutboxAsync(call)).Where(request => request.Kind == HangUpLeg.Name).ToList();
        Assert.That(asked, Has.Count.EqualTo(isInTheRoom ? 1 : 0));
    }

    [Test]
    public async Task A_supervisor_who_becomes_an_admin_listens_on()
    {
        await ConnectAsync();
        await ListenAsync();
        var admin = await crm.HireAsync("Ada", phone: null, Role.Admin);

        await crm.SendAsync(new ChangeMemberRole(crm.Supervisor.Id.Value, Role.Admin), admin);

        await PlayAsync((room, _) => Assert.That(room.Legs.Single(leg => leg.Role is LegRole.Supervisor).RemovedAt, Is.Null));
    }

    private async Task ConnectAsync(bool tells = true)
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room, TellAgentsOfSupervision = tells }));
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await PlayAsync((_, twilio) => twilio.Connect());
    }

    private async Task<Guid> ListenAsync()
    {
        await crm.SendAsync(new SuperviseCall(call, SupervisionMode.Listen), crm.Supervisor);
        await PlayAsync((room, twilio) => twilio.AnswerAndJoin(room.Legs.Single(leg => leg.Role is LegRole.Supervisor)));
        return (await crm.SeeAsync(call)).Legs.Single(leg => leg.Role is LegRole.Supervisor).Id;
    }

    private Task PlayAsync(Action<Call, TwilioRoom> play) => crm.PlayAsync(call, play);

    private static NUnit.Framework.Constraints.EqualStringConstraint Breaks(string code) =>
        Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(code);
}

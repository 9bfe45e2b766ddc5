using CrmVoice.Application.Audit;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Audit;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Audit;

/// <summary>What was done is told with what it changed, and is forgotten when it is old.</summary>
internal sealed class AuditTests
{
    private const string Token = "c0ffee00c0ffee00c0ffee00c0ffee00";
    private const string Number = "+551140000009";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task What_is_refused_leaves_nothing_and_what_changes_nothing_neither()
    {
        await crm.LookAsync(async db =>
        {
            (await db.Set<Membership>().SingleAsync(member => member.Id == crm.Supervisor.Id)).ChangeRole(Role.Admin);
            return await db.SaveChangesAsync();
        });

        Assert.That(
            () => crm.SendAsync(new ChangeMemberRole(crm.Supervisor.Id.Value, Role.Agent)),
            Throws.TypeOf<DomainRuleException>(),
            "the last admin");
        await crm.SendAsync(new ChangeMemberRole(crm.Supervisor.Id.Value, Role.Admin));
        await crm.SendAsync(new ReactivateMember(crm.Colleague.Id.Value));
        Assert.That((await crm.SendAsync(new ListAuditEntries())).Items, Is.Empty);

        await crm.SendAsync(new ChangeMemberRole(crm.Colleague.Id.Value, Role.Supervisor));
        var told = (await crm.SendAsync(new ListAuditEntries())).Items.Single();
        Assert.That(
            (told.Action, told.RecordId, told.At, told.Record),
            Is.EqualTo((AuditAction.RoleChanged, crm.Colleague.Id.Value, crm.Clock.GetUtcNow(), "Bruno")));
        Assert.That(told.Changes, Is.EqualTo(new[] { new AuditedChange("role", "agent", "supervisor") }));
        Assert.That((await crm.SendAsync(new ListAuditEntries(), crm.Stranger)).Items, Is.Empty, "another organization");
    }

    [Test]
    public async Task Who_chose_another_call_control_is_told_with_what_it_was()
    {
        var settings = new ChangeCallSettings(25, 30, 240, false, false, false, RecordDualChannel: true, []);
        await crm.SendAsync(settings with { CallControl = Topology.Room, TellAgentsOfSupervision = false });
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await crm.SendAsync(settings with { CallControl = Topology.Bridge, TellAgentsOfSupervision = false });

        var told = (await crm.SendAsync(new ListAuditEntries())).Items;

        Assert.That(told[0].Changes, Is.EqualTo(new[] { new AuditedChange("call-control", "room", "bridge") }));
        Assert.That(
            told[1].Changes,
            Is.EqualTo(new[]
            {
                new AuditedChange("call-control", "default", "room"),
                new AuditedChange("tell-of-supervision", "yes", "no"),
            }));
    }

    [Test]
    public async Task Of_settings_each_changed_field_is_told_with_what_it_was_and_long_texts_are_cut()
    {
        var text = new string('ç', 199) + "📞 and more";
        var settings = new ChangeCallSettings(
            25, 30, 240, AgentMustAccept: true, DetectMachines: false, Record: true, RecordDualChannel: true, [new("pt-BR", Busy: text)]);
        await crm.SendAsync(settings);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await crm.SendAsync(settings with { Record = false, AgentRingSeconds = 17 });

        var told = (await crm.SendAsync(new ListAuditEntries())).Items;

        Assert.That(told.Select(entry => entry.Action), Is.EqualTo(Enumerable.Repeat(AuditAction.CallSettingsChanged, 2)));
        Assert.That(
            told[0].Changes,
            Is.EqualTo(new[] { new AuditedChange("agent-ring-seconds", "25", "17"), new AuditedChange("record", "yes", "no") }));
        Assert.That(told[1].Changes, Is.EqualTo(new[]
        {
            new AuditedChange("agent-must-accept", "no", "yes"),
            new AuditedChange("record", "no", "yes"),
            new AuditedChange("text-busy:pt-BR", null, new string('ç', 199)),
        }));
    }

    [Test]
    public async Task Of_the_account_its_SID_is_told_and_never_a_secret_or_a_number()
    {
        await crm.SendAsync(new ConnectTwilioAccount(
            TestCrm.SharedAccountSid,
            "SK0000000000000000000000000000000a",
            Token,
            Token,
            ForgetPreviousAuthToken: false,
            [Number, "+551140000008"],
            "sao-paulo",
            Region: null,
            CallsPerSecond: 5));

        var told = (await crm.SendAsync(new ListAuditEntries())).Items.ToDictionary(entry => entry.Action, entry => entry.Changes);

        Assert.That(told[AuditAction.TwilioAccountChanged], Is.EqualTo(new[]
        {
            new AuditedChange("api-key-sid", null, "SK0000000000000000000000000000000a"),
            new AuditedChange("edge", null, "sao-paulo"),
            new AuditedChange("calls-per-second", null, "5"),
            AuditedChange.OfSecret("auth-token"),
            AuditedChange.OfSecret("previous-auth-token"),
            AuditedChange.OfSecret("api-key-secret"),
        }));
        Assert.That(told[AuditAction.NumbersChanged], Is.EqualTo(new[]
        {
            new AuditedChange("numbers", "1", "2"),
            new AuditedChange("numbers-added", null, "2"),
            new AuditedChange("numbers-removed", null, "1"),
        }));
    }

    [Test]
    public async Task A_phone_is_told_to_have_changed_and_not_to_what()
    {
        await crm.SendAsync(new ChangeMemberPhone(crm.Agent.Id.Value, "11 99999-5509"));
        await crm.SendAsync(new ChangeMemberPhone(crm.Agent.Id.Value, "(11) 99999-5509"));

        var told = (await crm.SendAsync(new ListAuditEntries())).Items.Single();

        Assert.That((told.Action, told.RecordId, told.Changes.Count), Is.EqualTo((AuditAction.PhoneChanged, crm.Agent.Id.Value, 0)));
    }

    [Test]
    public async Task What_is_older_than_two_years_is_forgotten_whosever_it_is()
    {
        await crm.SendAsync(new DeactivateMember(crm.Colleague.Id.Value));
        await crm.SendAsync(new DeactivateMember(crm.Stranger.Id.Value), crm.Stranger);
        crm.Clock.Advance(TimeSpan.FromDays(730));
        await crm.Hosted<AuditPurge>().PurgeAsync(CancellationToken.None);
        Assert.That(await CountAsync(), Is.EqualTo(2), "two years are kept");

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await crm.SendAsync(new ReactivateMember(crm.Colleague.Id.Value));
        await crm.Hosted<AuditPurge>().PurgeAsync(CancellationToken.None);

        Assert.That(await CountAsync(), Is.EqualTo(1));
        Assert.That((await crm.SendAsync(new ListAuditEntries())).Items.Single().Action, Is.EqualTo(AuditAction.MemberReactivated));
    }

    [Test]
    public async Task Pages_follow_each_other_also_where_everything_happened_at_once()
    {
        for (var i = 0; i < 3; i++)
        {
            await crm.SendAsync(new DeactivateMember(crm.Colleague.Id.Value));
            await crm.SendAsync(new ReactivateMember(crm.Colleague.Id.Value));
        }

        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await crm.SendAsync(new ListAuditEntries(Limit: 4, Cursor: cursor));
            seen.AddRange(page.Items.Select(entry => entry.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.That(seen, Has.Count.EqualTo(6).And.Unique);
    }

    private Task<int> CountAsync() => crm.LookAsync(db => db.Set<AuditEntry>().IgnoreQueryFilters().CountAsync());
}

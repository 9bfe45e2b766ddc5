using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Identity;

/// <summary>Who comes into an organization, as what, and who may take it away.</summary>
internal sealed class PeopleTests
{
    private const string Password = "three cats on the roof";

    private TestCrm crm = null!;
    private TestMember admin = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync();
        admin = await AddAdminAsync("Helena");
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task An_invitation_is_open_for_a_week_and_another_one_with_a_new_link()
    {
        var link = await InviteAsync();
        crm.Clock.Advance(Invitation.Lasts - TimeSpan.FromSeconds(1));
        Assert.That((await crm.SendAsync(new FindInvitation(link.Token)))!.State, Is.EqualTo(InvitationState.Open));

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await crm.SendAsync(new FindInvitation(link.Token)))!.State, Is.EqualTo(InvitationState.Expired));
        AssertRefused(() => AcceptAsync(link), RuleCodes.InvitationOver);
        var again = await crm.SendAsync(new ResendInvitation(link.InvitationId), admin);

        Assert.That(await crm.SendAsync(new FindInvitation(link.Token)), Is.Null, "the first link is of no use any more");
        Assert.That((await crm.SendAsync(new FindInvitation(again.Token)))!.State, Is.EqualTo(InvitationState.Open));
        await AcceptAsync(again);
    }

    [Test]
    public async Task Only_the_hash_of_a_link_is_kept()
    {
        var link = await InviteAsync();
        var kept = await crm.LookAsync(db => db.Set<Invitation>().SingleAsync());
        Assert.That((link.Token, kept.TokenHash), Is.EqualTo((link.Token, ApiToken.HashOf(link.Token))));
    }

    [Test]
    public async Task Whoever_has_accepted_is_a_member_and_the_invitation_is_over()
    {
        var link = await InviteAsync(Role.Supervisor);

        var person = await AcceptAsync(link);

        var member = await crm.LookAsync(db => db.Set<Membership>().SingleAsync(member => member.UserId == person));
        Assert.That((member.Name, member.Role), Is.EqualTo(("Nina", Role.Supervisor)));
        Assert.That(await crm.SendAsync(new ListInvitations(), admin), Is.Empty);
        AssertRefused(() => AcceptAsync(link), RuleCodes.InvitationOver);
        AssertRefused(() => crm.SendAsync(new ResendInvitation(link.InvitationId), admin), RuleCodes.InvitationOver);
        AssertRefused(() => crm.SendAsync(new RevokeInvitation(link.InvitationId), admin), RuleCodes.InvitationOver);
    }

    [Test]
    public async Task Nobody_joins_by_the_invitation_of_somebody_else()
    {
        var link = await InviteAsync();
        Assert.That(
            () => crm.SendAsync(new JoinOrganization(link.InvitationId, new UserId(crm.Colleague.Id.Value))),
            Throws.TypeOf<ForbiddenException>());
    }

    [TestCase("", "nina@people.example", Role.Agent, "Name")]
    [TestCase("Nina", "nina", Role.Agent, "Email")]
    [TestCase("Nina", "nina@people@example", Role.Agent, "Email")]
    [TestCase("Nina", "nina @people.example", Role.Agent, "Email")]
    [TestCase("Nina", "@people.example", Role.Agent, "Email")]
    [TestCase("Nina", "nina@people.example", (Role)(-1), "Role")]
    public void What_is_no_invitation_is_refused(string name, string email, Role role, string field)
    {
        var refused = Assert.ThrowsAsync<ValidationException>(() => crm.SendAsync(new InviteMember(name, email, role), admin));
        Assert.That(refused!.Errors.Select(error => error.PropertyName), Is.EqualTo([field]));
    }

    [Test]
    public async Task An_organization_keeps_an_admin()
    {
        AssertRefused(() => crm.SendAsync(new ChangeMemberRole(admin.Id.Value, Role.Supervisor), admin), RuleCodes.LastAdmin);
        AssertRefused(() => crm.SendAsync(new DeactivateMember(admin.Id.Value), admin), RuleCodes.LastAdmin);
        await crm.SendAsync(new ChangeMemberRole(admin.Id.Value, Role.Admin), admin);

        var second = await AddAdminAsync("Walter");
        await crm.SendAsync(new DeactivateMember(second.Id.Value), admin);
        AssertRefused(
            () => crm.SendAsync(new DeactivateMember(admin.Id.Value), admin),
            RuleCodes.LastAdmin,
            "one who is deactivated does not count");
        await crm.SendAsync(new ReactivateMember(second.Id.Value), admin);
        await crm.SendAsync(new DeactivateMember(admin.Id.Value), admin);
        Assert.That(await AdminsAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Admins_who_take_each_others_role_away_at_once_leave_one([Values(2, 3, 4)] int many)
    {
        TestMember[] admins =
        [
            admin,
            .. await Task.WhenAll(Enumerable.Range(1, many - 1).Select(number => AddAdminAsync($"Admin {number}"))),
        ];

        await Task.WhenAll(
            admins.Select(
                (member, number) =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await (
                                number % 2 == 0
                                    ? crm.SendAsync(new ChangeMemberRole(member.Id.Value, Role.Agent), admin)
                                    : crm.SendAsync(new DeactivateMember(member.Id.Value), admin));
                        }
                        catch (DomainRuleException refused) when (refused.Code is RuleCodes.LastAdmin)
                        {
                            // This one was the last.
                        }
                    })));

        Assert.That(await AdminsAsync(), Is.EqualTo(1));
    }

    [Test]
    public void Another_organizations_people_are_not_found()
    {
        Assert.That(() => crm.SendAsync(new DeactivateMember(crm.Stranger.Id.Value), admin), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new ReactivateMember(crm.Stranger.Id.Value), admin), Throws.TypeOf<NotFoundException>());
        Assert.That(
            () => crm.SendAsync(new ChangeMemberRole(crm.Stranger.Id.Value, Role.Agent), admin),
            Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new MakeMemberPasswordLink(crm.Stranger.Id.Value), admin), Throws.TypeOf<NotFoundException>());
    }

    private Task<InvitationLink> InviteAsync(Role role = Role.Agent) =>
        crm.SendAsync(new InviteMember("Invited", "Nina@People.example", role), admin);

    private Task<UserId> AcceptAsync(InvitationLink link) => crm.SendAsync(new AcceptInvitation(link.InvitationId, "Nina", Password));

    private Task<int> AdminsAsync() =>
        crm.LookAsync(db => db.Set<Membership>().CountAsync(member => member.Role == Role.Admin && member.DeactivatedAt == null));

    private Task<TestMember> AddAdminAsync(string name) =>
        crm.LookAsync(async db =>
        {
            var member = Membership.Join(MembershipId.New(), crm.Agent.OrganizationId, UserId.New(), name, Role.Admin, phone: null);
            db.Add(member);
            await db.SaveChangesAsync();
            return new TestMember(member.Id, member.OrganizationId, Role.Admin);
        });

    private static void AssertRefused(Func<Task> work, string code, string? why = null) =>
        Assert.That(Assert.ThrowsAsync<DomainRuleException>(work)!.Code, Is.EqualTo(code), why);
}

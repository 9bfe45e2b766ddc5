using CrmVoice.Application.Identity;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CrmVoice.Application.Tests.Identity;

/// <summary>Whom an organization's sign-in provider vouches for, when several come at once.</summary>
internal sealed class SignInProviderTests
{
    private const string Issuer = "https://login.crmvoice.test";
    private const string Email = "nina@crmvoice.test";

    private TestCrm crm = null!;
    private UserId nina;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(change: services => services.AddSingleton(Mock.Of<IProviderDiscovery>()));
        var link = await crm.SendAsync(new InviteMember("Nina", Email, Role.Agent), crm.Supervisor);
        nina = await crm.SendAsync(new AcceptInvitation(link.InvitationId, "Nina", "three cats on the roof"));
        await crm.SendAsync(SetUp());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task An_account_that_comes_for_the_first_time_twice_at_once_is_linked_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => crm.SendAsync(Vouch("one")))));

        Assert.That(outcomes, Is.All.EqualTo(new ProviderSignIn.Member(nina)));
        Assert.That(await crm.LookAsync(db => db.Set<ProviderAccount>().CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_two_accounts_with_the_same_address_at_once_one_is_let_in()
    {
        var outcomes = await Task.WhenAll(new[] { "one", "two" }.Select(subject => Task.Run(() => crm.SendAsync(Vouch(subject)))));

        Assert.That(
            outcomes,
            Is.EquivalentTo(
                new ProviderSignIn[]
                {
                    new ProviderSignIn.Member(nina), new ProviderSignIn.Refused(ProviderRefusal.OtherAccount),
                }));
    }

    [Test]
    public void Who_sets_up_what_somebody_else_has_set_up_meanwhile_is_told() => Assert.That(
        Assert.ThrowsAsync<DomainRuleException>(() => crm.SendAsync(SetUp()))!.Code,
        Is.EqualTo(RuleCodes.ConcurrentChange));

    [Test]
    public async Task A_provider_of_another_organization_vouches_for_nobody_here()
    {
        Assert.That(
            await crm.SendAsync(Vouch("one"), crm.Stranger),
            Is.EqualTo(new ProviderSignIn.Refused(ProviderRefusal.SwitchedOff)));
        await crm.SendAsync(SetUp(), crm.Stranger);
        Assert.That(
            await crm.SendAsync(Vouch("one"), crm.Stranger),
            Is.EqualTo(new ProviderSignIn.Refused(ProviderRefusal.NotInvited)));
    }

    [Test]
    public async Task Who_is_deactivated_is_refused_and_linked_to_nothing_and_the_log_says_so()
    {
        await crm.LookAsync(async db =>
        {
            (await db.Memberships.SingleAsync(member => member.UserId == nina)).Deactivate(crm.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        Assert.That(await crm.SendAsync(Vouch("one")), Is.EqualTo(new ProviderSignIn.Refused(ProviderRefusal.Deactivated)));

        Assert.That(await crm.LookAsync(db => db.Set<ProviderAccount>().CountAsync()), Is.Zero);
        Assert.That(await crm.LookAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == AuditAction.SignInRefused)), Is.EqualTo(1));
    }

    [Test]
    public async Task A_provider_that_was_switched_off_meanwhile_vouches_for_nobody()
    {
        await crm.LookAsync(async db =>
        {
            (await db.SignInProviders.SingleAsync()).Change(Issuer, "crmvoice", "Sign in", isEnabled: false);
            return await db.SaveChangesAsync();
        });

        Assert.That(await crm.SendAsync(Vouch("one")), Is.EqualTo(new ProviderSignIn.Refused(ProviderRefusal.SwitchedOff)));
    }

    private static ChangeSignInProvider SetUp() => new(Issuer, "crmvoice", "secret", "Sign in", IsEnabled: true);

    private static SignInByProvider Vouch(string subject) => new(Issuer, subject, Email, IsEmailUnverified: false);
}

using CrmVoice.Application.Audit.Contracts;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Application.Tests.Identity;

/// <summary>Who may create organizations: decided at the command line, told to every organization of the person's.</summary>
internal sealed class InstallationAdminTests
{
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Nobody_is_one_until_the_command_line_says_so_and_saying_it_twice_tells_it_once()
    {
        var (maria, organization) = await FoundAsync("Padaria", "maria@padaria.example");
        Assert.That(await IsOneAsync(maria), Is.False);

        await Services.GrantInstallationAdminAsync(" MARIA@padaria.example ");
        await Services.GrantInstallationAdminAsync("maria@padaria.example");

        Assert.That(await IsOneAsync(maria), Is.True);
        Assert.That(await ToldAsync(organization, AuditAction.InstallationAdminGiven), Is.EqualTo(1));
    }

    [Test]
    public async Task The_last_one_stays_unless_it_is_said_to_be_meant()
    {
        var (maria, organization) = await FoundAsync("Padaria", "maria@padaria.example");
        var (paulo, _) = await FoundAsync("Oficina", "paulo@oficina.example");
        await Services.GrantInstallationAdminAsync("maria@padaria.example");
        await Services.GrantInstallationAdminAsync("paulo@oficina.example");
        await Services.TakeInstallationAdminAsync("paulo@oficina.example", evenTheLast: false);

        Assert.That(
            () => Services.TakeInstallationAdminAsync("maria@padaria.example", evenTheLast: false),
            Throws.TypeOf<OperationRefusedException>().With.Message.Contains("last installation admin").And.Message.Contains("--force"));
        Assert.That((await IsOneAsync(maria), await IsOneAsync(paulo)), Is.EqualTo((true, false)));
        Assert.That(await ToldAsync(organization, AuditAction.InstallationAdminTaken), Is.Zero);

        await Services.TakeInstallationAdminAsync("maria@padaria.example", evenTheLast: true);
        await Services.TakeInstallationAdminAsync("maria@padaria.example", evenTheLast: false);
        Assert.That(await IsOneAsync(maria), Is.False);
        Assert.That(await ToldAsync(organization, AuditAction.InstallationAdminTaken), Is.EqualTo(1));
    }

    [Test]
    public void Somebody_unknown_is_told_at_the_command_line()
    {
        Assert.That(
            () => Services.GrantInstallationAdminAsync("nobody@padaria.example"),
            Throws.TypeOf<OperationRefusedException>().With.Message.EqualTo("Nobody signs in as nobody@padaria.example."));
        Assert.That(
            () => Services.TakeInstallationAdminAsync("nobody@padaria.example", evenTheLast: true),
            Throws.TypeOf<OperationRefusedException>().With.Message.EqualTo("Nobody signs in as nobody@padaria.example."));
    }

    [TestCase(3, 0, null, TestName = "Under both limits it may be done now")]
    [TestCase(4, 0, 60, TestName = "At the member's limit it waits until the oldest is an hour old")]
    [TestCase(6, 0, 62, TestName = "Beyond it, until so many are old that there is room")]
    [TestCase(0, 9, null, TestName = "What others do counts against the organization's limit alone")]
    [TestCase(0, 10, 60, TestName = "At the organization's limit it waits as well")]
    public void How_long_it_has_to_wait_follows_from_what_was_done(int mine, int others, int? minutes)
    {
        var (limit, me, noon) = (new HourlyLimit(4, 10, AuditAction.MemberInvited), MembershipId.New(), DateTimeOffset.UnixEpoch);
        List<RecentAction> done =
        [
            .. Enumerable.Range(0, mine).Select(minute => new RecentAction(noon.AddMinutes(minute), me)),
            .. Enumerable.Range(0, others).Select(minute => new RecentAction(noon.AddMinutes(minute), MembershipId.New())),
        ];

        Assert.That(limit.NextAt(done, me), Is.EqualTo(minutes is { } wait ? noon.AddMinutes(wait) : (DateTimeOffset?)null));
    }

    private IServiceProvider Services => crm.Service<IServiceProvider>();

    private async Task<(UserId Admin, OrganizationId Organization)> FoundAsync(string name, string email)
    {
        await using var scope = crm.Service<IServiceScopeFactory>().CreateAsyncScope();
        var command = new CreateOrganization(name, "BR", "pt-BR", "America/Recife", "Admin", email, AdminPassword: null, AsFirst: false);
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command), command.Id);
    }

    private async Task<bool> IsOneAsync(UserId person)
    {
        await using var scope = crm.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IInstallation>().IsAdminAsync(person, CancellationToken.None);
    }

    private async Task<int> ToldAsync(OrganizationId organization, AuditAction action)
    {
        await using var scope = crm.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<CrmVoiceDbContext>()
            .AuditEntries.OfAllOrganizations()
            .CountAsync(entry => entry.OrganizationId == organization && entry.Action == action);
    }
}

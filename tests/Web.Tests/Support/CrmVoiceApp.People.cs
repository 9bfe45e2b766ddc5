using System.Globalization;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Demo;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.Web.Tests.Support;

/// <content>The demo's organizations, and more of them and of their people where a test needs its own.</content>
internal sealed partial class CrmVoiceApp
{
    private static int hired;

    public static Tenant Aurora { get; } =
        new(
            new OrganizationId(DemoData.IdOf("Aurora Imóveis")),
            "AC00000000000000000000000000000001",
            "5a4d0b0c5a4d0b0c5a4d0b0c5a4d0b0c",
            "+551140000001");

    public static Tenant Beacon { get; } =
        new(
            new OrganizationId(DemoData.IdOf("Beacon Support")),
            "AC00000000000000000000000000000002",
            "beac0000beac0000beac0000beac0000",
            "+14155550100");

    /// <summary>A new agent, so that tests need not wait for each other's calls.</summary>
    /// <param name="ending">Last four digits of the agent's phone: what the sandbox goes by.</param>
    public Task<Agent> HireAsync(Tenant? tenant = null, string ending = "5555", Role role = Role.Agent, bool withPhone = true) =>
        HireAsync(UserId.New(), tenant, ending, role, withPhone);

    /// <summary>Somebody with a password, signed in with a browser of their own.</summary>
    /// <param name="second">Another organization that the same person belongs to.</param>
    public async Task<(Agent Agent, Browser Browser)> HireWithBrowserAsync(
        Tenant? tenant = null,
        Role role = Role.Agent,
        bool withPhone = true,
        Tenant? second = null)
    {
        var agent = await HireWithPasswordAsync(tenant, role, withPhone, second);
        return (agent, await SignInAsync(agent.Email));
    }

    /// <summary>Somebody with a password (<see cref="DemoPassword"/>), who has signed in nowhere yet.</summary>
    /// <param name="ending">Last four digits of the phone: what the sandbox goes by.</param>
    public async Task<Agent> HireWithPasswordAsync(
        Tenant? tenant = null,
        Role role = Role.Agent,
        bool withPhone = true,
        Tenant? second = null,
        string ending = "5555")
    {
        var email = $"{Guid.NewGuid():N}@people.example";
        var user = new ApplicationUser { Id = Guid.NewGuid(), UserName = email, Email = email, LockoutEnabled = true, SecurityStamp = "x" };
        await using (var scope = Services.CreateAsyncScope())
        {
            Assert.That(
                (await scope.ServiceProvider.GetRequiredService<UserManager<ApplicationUser>>().CreateAsync(user, DemoPassword)).Succeeded);
        }

        var agent = await HireAsync(new UserId(user.Id), tenant, ending, role, withPhone) with { Email = email };
        if (second is not null)
        {
            await HireAsync(new UserId(user.Id), second, "5555", role, withPhone);
        }

        return agent;
    }

    // A thousand telephones each.
    private static readonly int[] areas = [11, 21, 31, 41];

    private async Task<Agent> HireAsync(UserId user, Tenant? tenant, string ending, Role role, bool withPhone)
    {
        var (organization, number) = (tenant ?? Aurora, Interlocked.Increment(ref hired));
        var area = areas[number / 1000 % areas.Length];
        var phone = string.Create(CultureInfo.InvariantCulture, $"+55{area}99{number % 1000:000}{ending}");
        var (name, token) = ($"Agent {number}", $"token-of-agent-{number}-{Guid.NewGuid():N}");
        var member = Membership.Join(MembershipId.New(), organization.Id, user, name, role, withPhone ? PhoneNumber.Parse(phone) : null);
        await StoreAsync(organization.Id, member, ApiToken.Issue(member, token, DateTimeOffset.UtcNow));
        Log.KeepsQuietAbout(phone);
        return new Agent(organization, member.Id.Value, name, phone, CreateClient(token));
    }

    /// <summary>A new organization with a Twilio account of its own, or with none.</summary>
    public async Task<Tenant> CreateOrganizationAsync(
        string language = "pt-BR",
        CallSettings? settings = null,
        bool withTwilio = true,
        Tenant? sharing = null,
        string? previousAuthToken = null,
        string? apiKeySecret = null,
        int? callsPerSecond = null)
    {
        var account = $"AC{Guid.NewGuid():N}";
        var tenant = new Tenant(
            OrganizationId.New(),
            sharing?.AccountSid ?? account,
            sharing?.AuthToken ?? $"{Guid.NewGuid():N}",
            "+551131230000");
        var organization = Organization.Create(tenant.Id, "Nova", "BR", language, "America/Sao_Paulo");
        organization.ChangeCallSettings(settings ?? new CallSettings());
        if (withTwilio)
        {
            var secrets = Services.GetRequiredService<ISecretProtector>();
            string? Protect(string? secret) => secret is null ? null : secrets.Protect(secret);
            organization.ConnectTwilio(new TwilioAccount(
                tenant.AccountSid,
                apiKeySecret is null ? null : "SK00000000000000000000000000000009",
                Protect(apiKeySecret),
                secrets.Protect(tenant.AuthToken),
                Protect(previousAuthToken),
                [PhoneNumber.Parse(tenant.Number)],
                edge: null,
                region: null,
                DateTimeOffset.UtcNow,
                callsPerSecond));
        }

        Log.KeepsQuietAbout(tenant.AuthToken, tenant.Number);
        await StoreAsync(tenant.Id, organization);
        return tenant;
    }

    public async Task ChangeCallSettingsAsync(Tenant tenant, Func<CallSettings, CallSettings> change)
    {
        await using var scope = Enter(tenant.Id, out var db);
        var organization = await db.Set<Organization>().SingleAsync();
        organization.ChangeCallSettings(change(organization.CallSettings));
        await db.SaveChangesAsync();
    }

    public async Task ChangeCallingLimitsAsync(Tenant tenant, CallingLimits limits)
    {
        await using var scope = Enter(tenant.Id, out var db);
        (await db.Set<Organization>().SingleAsync()).ChangeCallingLimits(limits);
        await db.SaveChangesAsync();
    }

    /// <summary>As if somebody had never been here.</summary>
    public async Task ForgetAsync(Tenant tenant, string email)
    {
        await using var scope = Enter(tenant.Id, out var db);
        var user = await db.Set<ApplicationUser>().SingleAsync(person => person.Email == email);
        var id = new UserId(user.Id);
        var member = await db.Set<Membership>().SingleAsync(membership => membership.UserId == id);
        await db.Set<ApiToken>().Where(token => token.MembershipId == member.Id).ExecuteDeleteAsync();
        db.RemoveRange(member, user);
        await db.SaveChangesAsync();
    }

    public async Task ForgetNumbersAsync(Tenant tenant)
    {
        await using var scope = Enter(tenant.Id, out var db);
        await db.Set<Number>().ExecuteDeleteAsync();
    }

    public async Task StoreAsync(OrganizationId organization, params object[] rows)
    {
        await using var scope = Enter(organization, out var db);
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public AsyncServiceScope Enter(OrganizationId organization, out CrmVoiceDbContext db)
    {
        var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
        db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        return scope;
    }
}

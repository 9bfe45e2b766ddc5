using CrmVoice.Application;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmVoice.Performance.Support;

/// <summary>Somebody who may place calls over the API.</summary>
internal sealed record SeededAgent(string Token, string To);

/// <summary>A call that Twilio has been asked to make.</summary>
internal sealed record SeededCall(Guid Id, string AgentSid, string ContactSid);

/// <summary>A call whose agent and contact talk in a room.</summary>
internal sealed record SeededRoom(Guid Id, string Token, string AgentSid, string ContactSid);

/// <summary>A folder with a database and a key ring of its own, and one organization where it is filled; gone afterwards.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    public const string AccountSid = "AC0000000000000000000000000000000a";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";

    /// <summary>Of every room that is seeded.</summary>
    public const string ConferenceSid = "CF00000000000000000000000000000001";

    /// <summary>Of everybody who signs in.</summary>
    public const string Password = "CrmVoice-load-1";

    private static readonly PhoneNumber organizationNumber = PhoneNumber.Parse("+551140000001");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-performance-");

    public string Folder => folder.FullName;

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["ConnectionStrings:CrmVoice"] = $"Data Source={Path.Combine(Folder, "crmvoice.db")}",
        ["Keys:Path"] = Path.Combine(Folder, "keys"),
    };

    /// <summary>Agents without a call.</summary>
    public Task<IReadOnlyList<SeededAgent>> SeedAgentsAsync(int count) => SeedAsync(count, (_, _, number) =>
        new SeededAgent(TokenOf(number), $"+55119{87650000 + number}"));

    /// <summary>A live call of an agent each, which Twilio has just taken.</summary>
    public Task<IReadOnlyList<SeededCall>> SeedCallsAsync(int count) =>
        SeedAsync(
            count,
            (db, agent, number) =>
            {
                var now = DateTimeOffset.UtcNow;
                var call = Call.Place(
                    agent.OrganizationId,
                    agent.Id,
                    agent.Phone!,
                    organizationNumber,
                    PhoneNumber.Parse($"+55119{87650000 + number}"),
                    contactId: null,
                    opportunityId: null,
                    new CallSettings(),
                    "pt-BR",
                    now);
                var seeded = new SeededCall(call.Id.Value, $"CA{number:x32}", $"CA{0x1000000 + number:x32}");
                call.RecordCreateAccepted(seeded.AgentSid, TimeSpan.Zero, now);
                db.Add(call);
                return seeded;
            });

    /// <summary>A call in a room of an agent each.</summary>
    /// <param name="supervisors">How many supervisors there are beside the agents.</param>
    /// <param name="holds">The agents have just asked for the contact to be put on hold; Twilio does not know yet.</param>
    public Task<IReadOnlyList<SeededRoom>> SeedRoomsAsync(int count, int supervisors = 0, bool holds = false) =>
        SeedAsync(
            count,
            (db, agent, number) =>
            {
                var now = DateTimeOffset.UtcNow;
                var call = Call.Place(
                    agent.OrganizationId,
                    agent.Id,
                    agent.Phone!,
                    organizationNumber,
                    PhoneNumber.Parse($"+55119{87650000 + number}"),
                    contactId: null,
                    opportunityId: null,
                    new CallSettings { Topology = Topology.Room },
                    "pt-BR",
                    now,
                    topology: Topology.Room);
                new TwilioRoom(call, () => now).Connect();
                if (holds)
                {
                    call.SetHold(call.LegOf(LegRole.Contact).Id, isOnHold: true, now);
                }

                _ = call.TakeEvents();
                db.AddRange(call, new Seat(agent.OrganizationId, agent.Id, call.Id));
                return new SeededRoom(
                    call.Id.Value,
                    TokenOf(number),
                    call.LegOf(LegRole.Agent).CallSid!,
                    call.LegOf(LegRole.Contact).CallSid!);
            },
            supervisors);

    /// <summary>What the supervisor of this number signs in with.</summary>
    public static string EmailOfSupervisor(int number) => $"supervisor{number}@people.example";

    /// <summary>What the agent of this number signs in with.</summary>
    public static string EmailOf(int number) => $"agent{number}@people.example";

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string TokenOf(int number) => $"token-of-agent-{number}";

    private async Task<IReadOnlyList<TSeeded>> SeedAsync<TSeeded>(
        int count,
        Func<CrmVoiceDbContext, Membership, int, TSeeded> seed,
        int supervisors = 0)
    {
        using var host = CreateHost();
        await host.Services.MigrateDatabaseAsync(CancellationToken.None);
        await using var scope = host.Services.CreateAsyncScope();
        var organization = Organization.Create(OrganizationId.New(), "Load", "BR", "pt-BR", "America/Sao_Paulo");
        organization.ChangeCallingLimits(new CallingLimits
        {
            CallsPerAgentPerMinute = CallingLimits.MaxCallsPerMinute,
            CallsPerAgentPerDay = CallingLimits.MaxPerDay,
            CallsPerDay = CallingLimits.MaxPerDay,
        });
        organization.ConnectTwilio(AccountOf(scope.ServiceProvider.GetRequiredService<ISecretProtector>()));
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization.Id);
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        db.Add(organization);
        // One for all: hashing takes its time.
        var password = new PasswordHasher<ApplicationUser>().HashPassword(new ApplicationUser(), Password);
        var seeded = new List<TSeeded>();
        for (var number = 0; number < count; number++)
        {
            var user = UserOf(EmailOf(number), password);
            var agent = Membership.Join(
                MembershipId.New(),
                organization.Id,
                new UserId(user.Id),
                $"Agent {number}",
                Role.Agent,
                PhoneNumber.Parse($"+55119{77000000 + number}"));
            db.AddRange(user, agent, ApiToken.Issue(agent, TokenOf(number), DateTimeOffset.UtcNow));
            seeded.Add(seed(db, agent, number));
        }

        for (var number = 0; number < supervisors; number++)
        {
            var user = UserOf(EmailOfSupervisor(number), password);
            db.AddRange(
                user,
                Membership.Join(
                    MembershipId.New(),
                    organization.Id,
                    new UserId(user.Id),
                    $"Supervisor {number}",
                    Role.Supervisor,
                    PhoneNumber.Parse($"+55119{76000000 + number}")));
        }

        await db.SaveChangesAsync();
        return seeded;
    }

    private static ApplicationUser UserOf(string email, string password) => new()
    {
        Id = Guid.NewGuid(),
        UserName = email,
        NormalizedUserName = email.ToUpperInvariant(),
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        SecurityStamp = "x",
        PasswordHash = password,
    };

    private static TwilioAccount AccountOf(ISecretProtector secrets) => new(
        AccountSid,
        apiKeySid: null,
        protectedApiKeySecret: null,
        secrets.Protect(AuthToken),
        protectedPreviousAuthToken: null,
        [organizationNumber],
        edge: null,
        region: null,
        DateTimeOffset.UtcNow);

    // Never started: only what stores and protects is used of it.
    private IHost CreateHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Folder });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Services.AddApplication(autoMapperLicenseKey: null);
        builder.Services.AddInfrastructure(builder.Configuration, builder.Environment);
        return builder.Build();
    }
}

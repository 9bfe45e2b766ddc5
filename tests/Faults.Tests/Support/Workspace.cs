using CrmVoice.Application;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>
/// A database and a key ring with one organization and its agents, for as many processes as a test starts on it; gone afterwards.
/// </summary>
internal sealed class Workspace : IAsyncDisposable
{
    public const string AccountSid = TwilioCall.AccountSid;
    public const string AuthToken = "0123456789abcdef0123456789abcdef";
    public const string Number = TwilioCall.Number;
    public const string Password = "A-password-of-the-tests-1";

    /// <summary>What webhooks are signed over, whichever process they go to. Nobody ever asks it.</summary>
    public const string PublicBaseUrl = "https://crm.example.com";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("crmvoice-faults-");
    private readonly IHost host;

    private Workspace(string? databaseFolder)
    {
        Database = Path.Combine(databaseFolder ?? folder.FullName, "crmvoice.db");
        host = CreateHost();
    }

    /// <summary>The file.</summary>
    public string Database { get; }

    public OrganizationId OrganizationId { get; } = OrganizationId.New();

    public IReadOnlyList<Agent> Agents { get; private set; } = [];

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["PublicBaseUrl"] = PublicBaseUrl,
        ["ConnectionStrings:CrmVoice"] = $"Data Source={Database}",
        ["Keys:Path"] = Path.Combine(folder.FullName, "keys"),
    };

    /// <param name="databaseFolder">Where the database is to lie; a folder of this test alone where it is left out.</param>
    public static async Task<Workspace> CreateAsync(int agents, string? databaseFolder = null)
    {
        var workspace = new Workspace(databaseFolder);
        MigratedDatabase.CopyTo(workspace.Database);
        await workspace.SeedAsync(agents);
        return workspace;
    }

    /// <summary>The application's own services on this database, in this process and not started.</summary>
    public IHost CreateHost(Action<IServiceCollection>? change = null, params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.FullName });
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddApplication(autoMapperLicenseKey: null);
        builder.Services.AddInfrastructure(builder.Configuration, builder.Environment);
        change?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Looks into the database.</summary>
    public async Task<TResult> LookAsync<TResult>(Func<CrmVoiceDbContext, Task<TResult>> look)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(OrganizationId);
        return await look(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>());
    }

    /// <summary>A connection of somebody else to the file.</summary>
    public async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)host).DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private async Task SeedAsync(int agents)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var organization = Organization.Create(OrganizationId, "Faults", "BR", "pt-BR", "America/Sao_Paulo");
        organization.ChangeCallingLimits(new CallingLimits
        {
            CallsPerAgentPerMinute = CallingLimits.MaxCallsPerMinute,
            CallsPerAgentPerDay = CallingLimits.MaxPerDay,
            CallsPerDay = CallingLimits.MaxPerDay,
        });
        organization.ConnectTwilio(AccountOf(scope.ServiceProvider.GetRequiredService<ISecretProtector>()));
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(OrganizationId);
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        db.Add(organization);
        Agents = [.. Enumerable.Range(0, agents).Select(number => Hire(db, number))];
        await db.SaveChangesAsync();
    }

    private Agent Hire(CrmVoiceDbContext db, int number)
    {
        var email = $"agent{number}@people.example";
        var user = new ApplicationUser
        {
            Id = Guid.NewGuid(),
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            SecurityStamp = "x",
        };
        // Only the first few ever sign in, and hashing takes its time.
        user.PasswordHash = number < 2 ? new PasswordHasher<ApplicationUser>().HashPassword(user, Password) : null;
        var agent = new Agent(
            MembershipId.New(),
            $"+55119{77000000 + number}",
            $"+55119{87650000 + number}",
            $"token-of-agent-{number}",
            email);
        var member = Membership.Join(
            agent.Id,
            OrganizationId,
            new UserId(user.Id),
            $"Agent {number}",
            Role.Agent,
            PhoneNumber.Parse(agent.Phone));
        db.AddRange(user, member, ApiToken.Issue(member, agent.Token, DateTimeOffset.UtcNow));
        return agent;
    }

    private static TwilioAccount AccountOf(ISecretProtector secrets) => new(
        AccountSid,
        apiKeySid: null,
        protectedApiKeySecret: null,
        secrets.Protect(AuthToken),
        protectedPreviousAuthToken: null,
        [PhoneNumber.Parse(Number)],
        edge: null,
        region: null,
        DateTimeOffset.UtcNow);
}

using System.Diagnostics.Metrics;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Outbox;
using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Carrier;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio.Rest;
using CrmVoice.Tests;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CrmVoice.Application.Tests.Support;

/// <summary>
/// The real handlers on a real database; only the carrier and the clock are ours. Two organizations, with an agent and a supervisor each.
/// </summary>
public sealed class TestCrm : IAsyncDisposable
{
    /// <summary>Of both organizations.</summary>
    public const string SharedAccountSid = "AC00000000000000000000000000000001";

    private readonly TestDatabase database;
    private readonly ServiceProvider services;
    private readonly TestUser user = new();
    private RejectionWriter? keeper;

    private TestCrm(DatabaseProvider provider, int callsPerSecond, HttpMessageHandler? twilio, Action<IServiceCollection>? change)
    {
        database = new TestDatabase(provider);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(database.Settings)
            .AddInMemoryCollection([new("PublicBaseUrl", "https://crm.example"), new("Twilio:CallsPerSecond", $"{callsPerSecond}")])
            .Build();
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Warning));
        collection.AddSingleton(Mock.Of<IHostApplicationLifetime>());
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddApplication(autoMapperLicenseKey: null);
        collection.AddInfrastructure(configuration, new TestEnvironment(database.Folder.FullName));
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        if (twilio is null)
        {
            collection.Replace(ServiceDescriptor.Singleton(Carrier.Object));
        }
        else
        {
            collection.AddHttpClient<TwilioRestClients>().ConfigurePrimaryHttpMessageHandler(() => twilio);
        }

        Connection.Setup(twilio => twilio.TryAsync(It.IsAny<TypedCredentials>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((CredentialsProblem?)null);
        collection.Replace(ServiceDescriptor.Singleton(Connection.Object));
        CallerIds.Setup(twilio => twilio.ListAsync(It.IsAny<PhoneNumber?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing([], IsWhole: true) { Origin = NumberOrigin.Verified });
        collection.Replace(ServiceDescriptor.Singleton(CallerIds.Object));
        collection.AddSingleton<ICurrentUser>(user);
        // Pages write them; none is sent here.
        collection.AddSingleton(Mock.Of<IAccountMails>()).AddSingleton(Mock.Of<IBudgetMails>());
        change?.Invoke(collection);
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Strict: what a test does not expect the carrier to be asked, fails it.</summary>
    public Mock<ITelephony> Carrier { get; } = new(MockBehavior.Strict);

    /// <summary>Takes any credentials; says nothing more of any account until a test has it do so.</summary>
    public Mock<ITwilioConnection> Connection { get; } = new(MockBehavior.Strict);

    /// <summary>There are none, and none is rung, until a test has it so.</summary>
    public Mock<ICallerIds> CallerIds { get; } = new(MockBehavior.Strict);

    /// <summary>Warnings and errors.</summary>
    internal RecordedLog Log { get; } = new();

    public TestMember Agent { get; private set; } = null!;

    public TestMember Colleague { get; private set; } = null!;

    public TestMember Supervisor { get; private set; } = null!;

    public TestMember Stranger { get; private set; } = null!;

    public ContactId Contact { get; private set; }

    /// <param name="callsPerSecond">0 where the pace is not what a test is about.</param>
    /// <param name="twilio">Answers in Twilio's place, and has the real adapter for its carrier.</param>
    /// <param name="change">What is to be different underneath.</param>
    public static async Task<TestCrm> StartAsync(
        DatabaseProvider provider = DatabaseProvider.Sqlite,
        int callsPerSecond = 0,
        HttpMessageHandler? twilio = null,
        Action<IServiceCollection>? change = null)
    {
        var crm = new TestCrm(provider, callsPerSecond, twilio, change);
        await crm.services.MigrateDatabaseAsync(CancellationToken.None);
        var aurora = await crm.AddOrganizationAsync("Aurora", "+551140000001");
        (crm.Agent, crm.Colleague, crm.Supervisor) = (aurora[0], aurora[1], aurora[2]);
        crm.Stranger = (await crm.AddOrganizationAsync("Beacon", "+14155550100"))[0];
        crm.Contact = await crm.AddContactAsync("Carlos Lima", "+5511987650001");
        return crm;
    }

    /// <summary>Sends a request as somebody.</summary>
    public async Task<TResponse> SendAsync<TResponse>(IRequest<TResponse> request, TestMember? asMember = null)
    {
        user.Is(asMember ?? Agent);
        await using var scope = Scope(asMember ?? Agent);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Has the call hear of something, as if a webhook had said so.</summary>
    public async Task HearAsync(Guid callId, CarrierReport report)
    {
        await using var scope = Scope(Agent);
        var call = await scope.ServiceProvider.GetRequiredService<ICallRepository>().FindAsync(new CallId(callId), CancellationToken.None);
        report.ApplyTo(call!, Clock.GetUtcNow());
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(CancellationToken.None);
    }

    /// <summary>Has Twilio play a call in a room; each thing that it says is a second later than the one before.</summary>
    internal async Task PlayAsync(Guid callId, Action<Call, TwilioRoom> play)
    {
        await using var scope = Scope(Agent);
        var call = await scope.ServiceProvider.GetRequiredService<ICallRepository>().FindAsync(new CallId(callId), CancellationToken.None);
        play(call!, new TwilioRoom(call!, () =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            return Clock.GetUtcNow();
        }));
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().SaveAsync(CancellationToken.None);
    }

    /// <summary>Asks the carrier, as the dispatcher does.</summary>
    public async Task AskCarrierAsync(CarrierRequest request, CarrierOrder order)
    {
        await using var scope = Scope(Agent);
        var task = scope.ServiceProvider.GetServices<ICarrierTask>().Single(task => task.Name == request.Kind);
        await SendAsync(await task.AskAsync(request.Id, order, CancellationToken.None));
    }

    /// <summary>The service as it is registered, not started.</summary>
    public TService Service<TService>()
        where TService : notnull => services.GetRequiredService<TService>();

    /// <summary>A background service, which no test starts.</summary>
    public TService Hosted<TService>()
        where TService : IHostedService => services.GetServices<IHostedService>().OfType<TService>().Single();

    public IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    public RejectionBuffer Refusals => services.GetRequiredService<RejectionBuffer>();

    /// <summary>As happens by itself every couple of seconds.</summary>
    public Task StoreRefusalsAsync() => (keeper ??= ActivatorUtilities.CreateInstance<RejectionWriter>(services)).StoreAsync();

    /// <summary>Looks into the database of the agent's organization.</summary>
    public async Task<TResult> LookAsync<TResult>(Func<CrmVoiceDbContext, Task<TResult>> look)
    {
        await using var scope = Scope(Agent);
        return await look(scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>());
    }

    /// <summary>The reconciler of one more process; it does nothing by itself.</summary>
    internal Reconciler CreateReconciler() => ActivatorUtilities.CreateInstance<Reconciler>(services);

    public Task<CallView> SeeAsync(Guid callId) => SendAsync(new GetCall(callId), Supervisor);

    public Task<List<CarrierRequest>> OutboxAsync(Guid callId) =>
        LookAsync(db =>
            db.CarrierRequests.AsNoTracking()
                .Where(request => request.CallId == new CallId(callId))
                .OrderBy(request => request.CreatedAt)
                .ToListAsync());

    /// <summary>Claims the pending request of this kind, as the dispatcher does.</summary>
    public async Task<(Guid RequestId, CarrierOrder? Order)> ClaimAsync(Guid callId, string kind)
    {
        var request = (await OutboxAsync(callId)).Last(request =>
            request.Kind == kind && request.State is CarrierRequestState.Pending or CarrierRequestState.Sending);
        return (request.Id, await SendAsync(new ClaimCarrierRequest(request.Id)));
    }

    public async Task<ContactId> AddContactAsync(string name, string phone)
    {
        var contact = Domain.Contacts.Contact.Add(
            ContactId.New(),
            Agent.OrganizationId,
            name,
            null,
            null,
            PhoneNumber.Parse(phone),
            Clock.GetUtcNow());
        return await LookAsync(async db =>
        {
            db.Add(contact);
            await db.SaveChangesAsync();
            return contact.Id;
        });
    }

    /// <summary>Calls that Twilio has accepted, each of another agent of the organization.</summary>
    public Task<int> AddLiveCallsAsync(int count) =>
        LookAsync(db =>
        {
            for (var i = 0; i < count; i++)
            {
                var phone = PhoneNumber.Parse($"+551199800{i:0000}");
                var agent = Membership.Join(MembershipId.New(), Agent.OrganizationId, UserId.New(), $"Agent {i}", Role.Agent, phone);
                var call = Call.Place(
                    Agent.OrganizationId,
                    agent.Id,
                    phone,
                    PhoneNumber.Parse("+551140000001"),
                    PhoneNumber.Parse("+5511987650001"),
                    contactId: null,
                    opportunityId: null,
                    new CallSettings(),
                    "pt-BR",
                    Clock.GetUtcNow());
                call.RecordCreateAccepted($"CA{i + 100:x32}", TimeSpan.Zero, Clock.GetUtcNow());
                db.AddRange(agent, call);
            }

            return db.SaveChangesAsync();
        });

    /// <summary>A colleague with a telephone and no call.</summary>
    public async Task<TestMember> HireAsync(string name, string? phone, Role role = Role.Agent)
    {
        var member = Membership.Join(
            MembershipId.New(),
            Agent.OrganizationId,
            UserId.New(),
            name,
            role,
            phone is null ? null : PhoneNumber.Parse(phone));
        await LookAsync(db =>
        {
            db.Add(member);
            return db.SaveChangesAsync();
        });
        return new TestMember(member.Id, member.OrganizationId, role);
    }

    /// <summary>
    /// Calls that wait in line for the account, each of another agent of the organization and a second behind the one before.
    /// </summary>
    public Task<int> AddWaitingCallsAsync(int count) =>
        LookAsync(db =>
        {
            for (var i = 0; i < count; i++)
            {
                var phone = PhoneNumber.Parse($"+551199700{i:0000}");
                var agent = Membership.Join(MembershipId.New(), Agent.OrganizationId, UserId.New(), $"Agent {i}", Role.Agent, phone);
                var call = Call.Place(
                    Agent.OrganizationId,
                    agent.Id,
                    phone,
                    PhoneNumber.Parse("+551140000001"),
                    PhoneNumber.Parse("+5511987650001"),
                    contactId: null,
                    opportunityId: null,
                    new CallSettings(),
                    "pt-BR",
                    Clock.GetUtcNow());
                var request = CarrierRequest.Enqueue(
                    Agent.OrganizationId,
                    call.Id,
                    CreateCall.Name,
                    payload: null,
                    Clock.GetUtcNow(),
                    TimeSpan.FromSeconds(i));
                request.TakeTurn(new CarrierTurn(Clock.GetUtcNow().AddSeconds(i), HeldMilliseconds: 0));
                db.AddRange(agent, call, request);
            }

            return db.SaveChangesAsync();
        });

    public async Task<int> ChangeOrganizationAsync(Action<Organization> change) =>
        await LookAsync(async db =>
        {
            change(await db.Set<Organization>().SingleAsync());
            return await db.SaveChangesAsync();
        });

    public async ValueTask DisposeAsync()
    {
        keeper?.Dispose();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Twilio takes the credentials of both organizations.</summary>
    public async Task ProveAccountsAsync()
    {
        foreach (var member in new[] { Agent, Stranger })
        {
            await using var scope = Scope(member);
            var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
            var organization = await db.Organizations.SingleAsync();
            organization.RecordAccountCheck(new AccountCheck(Clock.GetUtcNow(), ErrorCode: null, []), organization.TwilioAccount!.SavedAt);
            await db.SaveChangesAsync();
        }
    }

    private async Task<TestMember[]> AddOrganizationAsync(string name, string number)
    {
        var organization = Organization.Create(OrganizationId.New(), name, "BR", "pt-BR", "America/Sao_Paulo");
        organization.ChangeCallingLimits(new CallingLimits { Regions = name is "Beacon" ? ["US"] : [] });
        organization.ConnectTwilio(
            new TwilioAccount(SharedAccountSid, null, null, "protected", null, [PhoneNumber.Parse(number)], null, null, Clock.GetUtcNow()));
        Membership[] members =
        [
            Member("Ana", Role.Agent, "+5511999995501"),
            Member("Bruno", Role.Agent, phone: null),
            Member("Sofia", Role.Supervisor, "+5511999995503"),
        ];
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization.Id);
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        db.Add(organization);
        db.AddRange(members.Cast<object>());
        await db.SaveChangesAsync();
        return [.. members.Select(member => new TestMember(member.Id, organization.Id, member.Role))];

        Membership Member(string person, Role role, string? phone) =>
            Membership.Join(
                MembershipId.New(),
                organization.Id,
                UserId.New(),
                person,
                role,
                phone is null ? null : PhoneNumber.Parse(phone));
    }

    private AsyncServiceScope Scope(TestMember member)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(member.OrganizationId);
        return scope;
    }

    private sealed class TestUser : ICurrentUser
    {
        private TestMember member = null!;

        public UserId UserId => new(member.Id.Value);

        public MembershipId MembershipId => member.Id;

        public OrganizationId OrganizationId => member.OrganizationId;

        public Role Role => member.Role;

        public void Is(TestMember other) => member = other;
    }

    private sealed class TestEnvironment(string root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "Test";

        public string ApplicationName { get; set; } = "CrmVoice";

        public string ContentRootPath { get; set; } = root;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}

public sealed record TestMember(MembershipId Id, OrganizationId OrganizationId, Role Role);

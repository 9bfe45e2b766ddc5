using CrmVoice.Application.Audit;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Traffic;
using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Twilio;
using MediatR;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;

namespace CrmVoice.SqlServer.Tests;

/// <summary>
/// What EF Core would say to SQL Server at work: translated for it, and held against the tables that the migrations make.
/// </summary>
internal sealed class StatementTests
{
    private static readonly CallId call = CallId.New();
    private static readonly MembershipId member = MembershipId.New();
    private static readonly DateTimeOffset noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly TestCaseData[] reads =
    [
        Sends(
            new ListCalls(
                CallState.Ended,
                CallResult.Answered,
                CallDirection.Outbound,
                Guid.NewGuid(),
                Guid.NewGuid(),
                Number: null,
                noon,
                noon)),
        Sends(new ListCallEvents(41)),
        Sends(new GetMyCall()),
        Sends(new GetMyProfile()),
        Sends(new ListMembers()),
        Sends(new ListAuditEntries(Guid.NewGuid(), AuditAction.RoleChanged, noon, noon)),
        Sends(new GetContact(Guid.NewGuid())),
        Sends(new ListContacts("ação 100%", Page: 3)),
        Sends(new ListContacts("carlos 0 15 11 98765-4321")),
        Asks<ICallRepository>("a call", calls => calls.FindAsync(call, default)),
        Asks<ISeatRepository>("a seat", seats => seats.FindAsync(member, default)),
        Asks<ISeatRepository>("whether a member is in a live call", seats => seats.IsInLiveCallAsync(member, default)),
        Asks<ICallRepository>("known legs", calls => calls.FindKnownLegsAsync(["CA1", "CA2", "CA3"], default)),
        Asks<ICallRepository>("owners of legs and recordings", calls => calls.FindOwnersAsync(["CA1", "RE1"], default)),
        Asks<ICarrierRequestRepository>("a request", requests => requests.FindAsync(Guid.NewGuid(), default)),
        Asks<ICarrierRequestRepository>("requests", requests => requests.ListAsync(call, default)),
        Asks<ICarrierPaceRepository>("the pace of an account", paces => paces.FindAsync("AC1", default)),
        Asks<ICarrierPaceRepository>("who waits at an account", paces => paces.CountWaitingAsync("AC1", default)),
        Asks<ICarrierPaceRepository>("which turns of beginning calls wait", paces => paces.ListBeginningAsync("AC1", default)),
        Asks<Leases>("a lease", leases => leases.TryHoldAsync("reconciler", Guid.NewGuid(), TimeSpan.FromSeconds(20), default)),
        Asks<Leases>("giving a lease back", leases => leases.ReleaseAsync("reconciler", Guid.NewGuid(), default)),
        Sends(new ListUnappliedWebhooks()),
        Sends(new GetWebhookParameters(new string('a', 64))),
        Asks<ICallRepository>("calls", calls => calls.ListAsync([call, CallId.New()], default)),
        Asks<IInboundWebhookRepository>("a webhook", webhooks => webhooks.FindAsync(new string('a', 64), default)),
        Asks<IInboundWebhookRepository>("pending webhooks", webhooks => webhooks.ListPendingAsync([1, 2, 3], default)),
        Asks<IInboundWebhookRepository>(
            "whether any is pending",
            webhooks => webhooks.IsAnyPendingAsync(call, LegId.New(), ["contact-status", "recording"], default)),
        Asks<IInboundWebhookRepository>("unapplied webhooks", webhooks => webhooks.ListUnappliedAsync(null, default)),
        Asks<IServiceScopeFactory>("storing webhooks", StoreAsync),
        Asks<IIdempotentAnswers>("an idempotent call", calls => calls.FindAsync(member, "key", default)),
        Asks<IContactRepository>("a contact", contacts => contacts.FindAsync(ContactId.New(), default)),
        Asks<IContactDirectory>("a contact by phone", contacts => contacts.FindByPhoneAsync(PhoneNumber.Parse("+5511987650001"), default)),
        Asks<IMembershipRepository>("a member", members => members.FindAsync(member, default)),
        Asks<IMembershipRepository>("what a person is", members => members.FindAsync(UserId.New(), default)),
        Asks<IMembershipRepository>("another admin", members => members.FindOtherAdminAsync(member, default)),
        Asks<IInvitationRepository>("an invitation", invitations => invitations.FindAsync(InvitationId.New(), default)),
        Asks<IInvitationRepository>(
            "invitations to an address",
            invitations => invitations.ListPendingAsync("nina@people.example", default)),
        Asks<IInvitations>("the invitation of a link", invitations => invitations.FindAsync("token", default)),
        Asks<IPeople>("who has an address", people => people.FindAsync("nina@people.example", default)),
        Asks<IPeople>("addresses", people => people.EmailsAsync([UserId.New(), UserId.New()], default)),
        Asks<IPeople>(
            "whether somebody is elsewhere",
            people => people.IsMemberElsewhereAsync(UserId.New(), SilentCrm.Organization, default)),
        Asks<IOrganizationCreation>("whether there is an organization", organizations => organizations.IsAnyAsync(default)),
        Asks<IApiTokenRepository>("somebody's token", tokens => tokens.FindAsync(Guid.NewGuid(), default)),
        Asks<IApiTokenRepository>("somebody's live tokens", tokens => tokens.ListLiveAsync(member, DateTimeOffset.UnixEpoch, default)),
        Asks<IPhoneCodeRepository>("a code", codes => codes.FindAsync(Guid.NewGuid(), default)),
        Asks<IPhoneCodeRepository>("somebody's codes", codes => codes.ListSinceAsync(member, DateTimeOffset.UnixEpoch, default)),
        Sends(new ListMyApiTokens()),
        Sends(new ListInvitations()),
        Sends(new ListPeople()),
        Asks<IMemberDirectory>("a member's card", members => members.GetAsync(member, default)),
        Asks<IOrganizationRepository>("an organization", organizations => organizations.FindAsync(SilentCrm.Organization, default)),
        Asks<ITwilioAccounts>("an account", accounts => accounts.FindByAccountSidAsync("AC1", default)),
        Asks<ITwilioAccounts>(
            "the use of an auth token",
            accounts => accounts.RecordUseAsync(new AuthTokenUse(SilentCrm.Organization, "stored"), DateTimeOffset.UtcNow, default)),
        Asks<ITwilioAccounts>("the owner of a call", accounts => accounts.FindOwnerOfCallAsync(call, default)),
        Asks<ISignIns>("memberships", signIns => signIns.ListAsync(UserId.New(), default)),
        Asks<IApiTokens>("a token", tokens => tokens.FindAsync(ApiToken.HashOf("token"), default)),
    ];

    private readonly SilentCrm crm = new();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [TestCaseSource(nameof(reads))]
    public async Task What_is_asked_for_is_there(Func<IServiceProvider, Task> work)
    {
        var heard = await crm.ListenAsync(work);
        Assert.That(heard, Is.Not.Empty);
        using var schema = new SqlServerSchema(MigrationScript.Whole.Declare());
        foreach (var (said, number) in heard
                .Where(said => said.Sql is not ("BEGIN TRANSACTION" or "END"))
                .Select((said, number) => (said, number)))
        {
            schema.Add(AsProcedure($"Read{number}", said));
        }

        Assert.That(schema.Check(), Is.Empty, heard[0].Sql);
    }

    [Test]
    public async Task Whoever_writes_events_waits_for_the_turn_before_anything_is_written_and_keeps_it_to_the_end()
    {
        var heard = (await crm.ListenAsync(provider => SaveAsync(provider, withEvent: true))).Select(said => said.Sql).ToList();
        Assert.That(heard[0], Is.EqualTo("BEGIN TRANSACTION"));
        Assert.That(
            heard[1],
            Does.Contain("sp_getapplock @Resource = N'CrmVoice.CallEvents', @LockMode = N'Exclusive', @LockOwner = N'Transaction'"));
        Assert.That(new MigrationScript(heard[1]).Errors, Is.Empty);
        Assert.That(heard[2..^1], Has.Some.Contains("[CallEvents]").And.None.Contains("BEGIN").And.None.Contains("COMMIT"));
        Assert.That(heard[^1], Is.EqualTo("END"));
    }

    [Test]
    public async Task Whoever_writes_none_waits_for_nobody()
    {
        var heard = (await crm.ListenAsync(provider => SaveAsync(provider, withEvent: false))).Select(said => said.Sql).ToList();
        Assert.That(heard, Has.Some.Contains("INSERT INTO [Calls]").And.None.Contains("sp_getapplock"));
    }

    // What is longer than its parameter's size, the driver cuts off without a word.
    [Test]
    public async Task A_webhook_of_any_length_goes_to_the_server_whole_however_short_those_before_it_were()
    {
        var longest = $"a={new string('b', 60_000)}";
        var heard = await crm.ListenAsync(provider => StoreAsync(provider.GetRequiredService<IServiceScopeFactory>(), "a=b", longest));
        var texts = heard.SelectMany(said => said.Parameters).Where(parameter => parameter.Value is string).ToList();
        Assert.That(texts.Select(parameter => parameter.Value), Has.Some.EqualTo(longest));
        Assert.That(
            texts
                .Where(parameter => parameter.Size != -1 && parameter.Size < ((string)parameter.Value).Length)
                .Select(parameter => $"{parameter.ParameterName} ({parameter.Size})"),
            Is.Empty);
    }

    private static Task StoreAsync(IServiceScopeFactory scopes) => StoreAsync(scopes, "a=b");

    private static async Task StoreAsync(IServiceScopeFactory scopes, params string[] parameters)
    {
        await using var store = await StoreWebhook.OpenAsync(scopes);
        await store.StoreAsync(
            parameters.Select(carried => new IncomingWebhook(
                SilentCrm.Organization,
                call,
                CarrierWebhooks.AgentStatus,
                carried,
                [],
                "token",
                noon)),
            Guid.NewGuid());
    }

    private static Task<int> SaveAsync(IServiceProvider provider, bool withEvent)
    {
        var db = provider.GetRequiredService<CrmVoiceDbContext>();
        var (agent, contact) = (PhoneNumber.Parse("+5511999995501"), PhoneNumber.Parse("+5511987650001"));
        var placed = Call.Place(
            SilentCrm.Organization,
            member,
            agent,
            PhoneNumber.Parse("+551140000001"),
            contact,
            null,
            null,
            new CallSettings(),
            "pt-BR",
            noon);
        db.Add(placed);
        if (withEvent)
        {
            db.Add(new CallEvent(new CallChanged(placed.Id, SilentCrm.Organization, member, "call.requested", noon)));
        }

        return db.SaveChangesAsync();
    }

    // DacFx holds only the bodies of what is declared against the tables.
    private static string AsProcedure(string name, SilentServer.SentWebhook said) =>
        $"CREATE PROCEDURE [{name}] {string.Join(", ", said.Parameters.Select(Declare))} AS {said.Sql}";

    private static string Declare(SqlParameter parameter) =>
        $"{(parameter.ParameterName.StartsWith('@') ? "" : "@")}{parameter.ParameterName} {parameter.SqlDbType}"
        + parameter.SqlDbType switch
        {
            System.Data.SqlDbType.NVarChar => parameter.Size is > 0 and <= 4000 ? $"({parameter.Size})" : "(max)",
            _ => "",
        };

    private static TestCaseData Sends<TResponse>(IRequest<TResponse> request) =>
        Case(request.GetType().Name, provider => provider.GetRequiredService<IMediator>().Send(request));

    private static TestCaseData Asks<TPort>(string what, Func<TPort, Task> ask)
        where TPort : notnull => Case(what, provider => ask(provider.GetRequiredService<TPort>()));

    private static TestCaseData Case(string name, Func<IServiceProvider, Task> work) => new TestCaseData(work).SetArgDisplayNames(name);
}

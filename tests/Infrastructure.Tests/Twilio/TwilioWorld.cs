using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Recordings;
using CrmVoice.Application.Voice;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Twilio;
using CrmVoice.Tests;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Tests.Twilio;

/// <summary>The adapter as the application registers it, over accounts in memory.</summary>
internal sealed class TwilioWorld : IAsyncDisposable
{
    public const string AccountSid = "AC00000000000000000000000000000001";
    public const string AuthToken = "c0ffee00c0ffee00c0ffee00c0ffee00";

    private readonly ServiceProvider provider;
    private readonly AsyncServiceScope scope;

    public TwilioWorld(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["PublicBaseUrl"] = "https://crm.example.com", ["Twilio:RetryDelay"] = "00:00:00.001" })
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => pair.Value))
            .Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton(Clock);
        services.AddScoped<OrganizationScope>();
        services.AddTwilio(configuration);
        services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        services.AddSingleton<ITwilioAccounts>(Accounts);
        provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        scope = provider.CreateAsyncScope();
        Get<OrganizationScope>().Enter(Organization);
        Connect();
    }

    public OrganizationId Organization { get; } = OrganizationId.New();

    public TimeProvider Clock { get; } = new StoppedClock();

    public InMemoryTwilioAccounts Accounts { get; } = new();

    public RecordedLog Log { get; } = new();

    public ITelephony Telephony => Get<ITelephony>();

    public ISpokenCalls SpokenCalls => Get<ISpokenCalls>();

    public IRecordingAudio Recordings => Get<IRecordingAudio>();

    public IDialingPermissions DialingPermissions => Get<IDialingPermissions>();

    public IVoiceSettings VoiceSettings => Get<IVoiceSettings>();

    public IVoicePrices Prices => Get<IVoicePrices>();

    public ICallerIds CallerIds => Get<ICallerIds>();

    public IAccountUse AccountUse => Get<IAccountUse>();

    public ITwilioConnection Connection => Get<ITwilioConnection>();

    public ICarrierSignatures Signatures => Get<ICarrierSignatures>();

    public static TwilioWorld With(TwilioStandIn standIn, params (string Key, string? Value)[] settings) =>
        new([("Twilio:Hosts:Api", standIn.Url), ("Twilio:Hosts:Voice", standIn.Url), ("Twilio:Hosts:Pricing", standIn.Url), .. settings]);

    public T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    public void Connect(
        OrganizationId? organization = null,
        string accountSid = AccountSid,
        string authToken = AuthToken,
        string? previousAuthToken = null,
        string? apiKeySid = null,
        string? apiKeySecret = null,
        string[]? numbers = null,
        string? edge = null,
        string? region = null)
    {
        var secrets = Get<SecretProtector>();
        Accounts.Connected[organization ?? Organization] = new TwilioAccount(
            accountSid,
            apiKeySid,
            apiKeySecret is null ? null : secrets.Protect(apiKeySecret),
            secrets.Protect(authToken),
            previousAuthToken is null ? null : secrets.Protect(previousAuthToken),
            (numbers ?? ["+551131230000"]).Select(PhoneNumber.Parse),
            edge,
            region,
            Clock.GetUtcNow());
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await provider.DisposeAsync();
    }
}

internal sealed class InMemoryTwilioAccounts : ITwilioAccounts
{
    public Dictionary<OrganizationId, TwilioAccount> Connected { get; } = [];

    public Dictionary<CallId, OrganizationId> Owners { get; } = [];

    public List<AuthTokenUse> Uses { get; } = [];

    public Task RecordUseAsync(AuthTokenUse use, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Uses.Add(use);
        return Task.CompletedTask;
    }

    public Task<TwilioAccount?> FindAsync(OrganizationId organizationId, CancellationToken cancellationToken) =>
        Task.FromResult(Connected.GetValueOrDefault(organizationId));

    public Task<IReadOnlyList<OrganizationId>> ListConnectedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OrganizationId>>([.. Connected.Keys]);

    public Task<IReadOnlyList<string>> ListAccountSidsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Connected.Values.Select(account => account.AccountSid).Distinct()]);

    public int Reads { get; private set; }

    public Task<IReadOnlyList<(OrganizationId OrganizationId, TwilioAccount Account)>> FindByAccountSidAsync(
        string accountSid,
        CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult<IReadOnlyList<(OrganizationId, TwilioAccount)>>(
            [.. Connected.Where(pair => pair.Value.AccountSid == accountSid).Select(pair => (pair.Key, pair.Value))]);
    }

    public Task<ILookup<string, OrganizationId>> FindOwnersAsync(IReadOnlyList<string> accountSids, CancellationToken cancellationToken) =>
        Task.FromResult(
            Connected.Where(pair => accountSids.Contains(pair.Value.AccountSid)).ToLookup(pair => pair.Value.AccountSid, pair => pair.Key));

    public Task<OrganizationId?> FindOwnerOfCallAsync(CallId callId, CancellationToken cancellationToken) =>
        Task.FromResult<OrganizationId?>(Owners.TryGetValue(callId, out var owner) ? owner : null);
}

/// <summary>Always the same moment, while timers run as ever: retries wait by them.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Carrier;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Carrier.Rejections;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Twilio;
using CrmVoice.Web.Api;
using CrmVoice.Web.Shared;
using CrmVoice.Web.Webhooks.Twilio;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests;

/// <summary>
/// The API and the webhooks alone, over a stand-in for all use cases: tests say what a use case answers, and see what it was asked.
/// </summary>
internal sealed class EndpointHost
    : IMediator,
        IApiTokens,
        ICarrierSignatures,
        ICallInstructionWriter,
        IWebhookInbox,
        IInboundWebhookRepository,
        IAsyncDisposable
{
    private readonly WebApplication app;

    private EndpointHost()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration["Api:CallsPerMinute"] = "2";
        builder.Services.AddControllers().AddApplicationPart(typeof(RestController).Assembly);
        builder.Services.AddApi();
        builder.Services.AddWords().AddScoped<CarrierErrorWords>();
        builder.Services.AddTwilioWebhooks();
        builder.Services.AddScoped<OrganizationScope>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RejectionBuffer>();
        builder.Services.AddSingleton<KnownApologies>();
        builder.Services.AddSingleton<IMediator>(this);
        builder.Services.AddSingleton<IApiTokens>(this);
        builder.Services.AddSingleton<ICarrierSignatures>(this);
        builder.Services.AddSingleton<ICallInstructionWriter>(this);
        builder.Services.AddSingleton<IWebhookInbox>(this);
        builder.Services.AddWebhookReaders();
        builder.Services.AddSingleton<IInboundWebhookRepository>(this);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddScoped<CurrentWebhook>();
        app = builder.Build();
        app.UseApiProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseOrganizationScope();
        app.UseRateLimiter();
        app.MapControllers();
        app.MapApiDescription();
    }

    public List<object> Sent { get; } = [];

    /// <summary>What was not to be carried through any more.</summary>
    public ConcurrentBag<object> CalledOff { get; } = [];

    /// <summary>What was put into the inbox.</summary>
    public List<IncomingWebhook> Stored { get; } = [];

    /// <summary>Whether the inbox can store.</summary>
    public bool InboxWorks { get; set; } = true;

    public SignedRequest? Signed { get; private set; }

    /// <summary>What the use cases answer or throw.</summary>
    public Func<object, object?> Handle { get; set; } = _ => Unit.Value;

    /// <summary>No use case comes to an end.</summary>
    public bool Hangs { get; set; }

    public string? Language { get; set; }

    public Role Role { get; set; } = Role.Agent;

    public bool SignatureIsRight { get; set; } = true;

    public static async Task<EndpointHost> StartAsync()
    {
        var host = new EndpointHost();
        await host.app.StartAsync();
        return host;
    }

    public HttpClient CreateClient(string? token = "known")
    {
        var client = app.GetTestClient();
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    public IMeterFactory Meters => app.Services.GetRequiredService<IMeterFactory>();

    public TestServer Server => app.GetTestServer();

    public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default)
    {
        Sent.Add(request);
        cancellationToken.Register(() => CalledOff.Add(request));
        return Hangs ? new TaskCompletionSource<TResponse>().Task : Task.FromResult((TResponse)Handle(request)!);
    }

    public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
        where TNotification : INotification => throw new NotSupportedException();

    public Task<TokenOwner?> FindAsync(string tokenHash, CancellationToken cancellationToken) =>
        Task.FromResult(
            tokenHash == ApiToken.HashOf("known")
                ? new TokenOwner(UserId.New(), MembershipId.New(), OrganizationId.New(), Role, Language, ApiTokenScope.Full)
                : null);

    public Task<OrganizationId?> VerifyAsync(SignedRequest request, CancellationToken cancellationToken)
    {
        Signed = request;
        return Task.FromResult<OrganizationId?>(SignatureIsRight ? OrganizationId.New() : null);
    }

    public Task StoreAsync(IncomingWebhook webhook, TimeSpan? patience)
    {
        if (!InboxWorks)
        {
            return Task.FromException(new InboxUnavailableException("secret"));
        }

        Stored.Add(webhook);
        return Task.CompletedTask;
    }

    public void Add(InboundWebhook webhook) => throw new NotSupportedException();

    public Task<IReadOnlyList<InboundWebhook>> ListPendingAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> IsAnyPendingAsync(
        CallId callId,
        LegId? legId,
        IReadOnlyCollection<string> kinds,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<InboundWebhook>> ListUnappliedAsync(long? id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    Task<InboundWebhook?> IInboundWebhookRepository.FindAsync(string key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public string AddressOf(string path) => $"https://crm.example{path}";

    public string? FindSignedAddress(SignedRequest request, IReadOnlyList<string> addresses) => null;

    public string Write(CallInstruction instruction) =>
        $"<Response>{instruction.GetType().Name}: {(instruction as CallInstruction.HangUp)?.Say?.Text}</Response>";

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

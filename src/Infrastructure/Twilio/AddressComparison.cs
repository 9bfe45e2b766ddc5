using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// Says in the log, once the application has started, where Twilio's idea of our address differs from ours: for those who never open a page
/// of it. Nobody waits for it, and what cannot be found out is left to the connection test of the settings.
/// </summary>
internal sealed partial class AddressComparison(
    StorageGate gate,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    ILogger<AddressComparison> logger) : StorageService(gate)
{
    /// <summary>One organization with a Twilio account after the other.</summary>
    public async Task CompareAllAsync(CancellationToken cancellationToken)
    {
        foreach (var organization in await ListConnectedAsync(cancellationToken))
        {
            try
            {
                await CompareAsync(organization, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogPollFailed(exception, organization.Value);
            }
        }
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        try
        {
            await CompareAllAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // A database that is away, or waits for its migrations: what is only a warning must not end the application.
            LogNotCompared(exception);
        }
    }

    private async Task<IReadOnlyList<OrganizationId>> ListConnectedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ITwilioAccounts>().ListConnectedAsync(cancellationToken);
    }

    private async Task CompareAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(organization);
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var test = await mediator.Send(new TestTwilioConnection(), cancellationToken);
        foreach (var stray in test.StrayNumbers)
        {
            LogStray(organization.Value, stray.Url, test.PublicAddress);
        }

        foreach (var other in test.OtherAddresses)
        {
            LogOtherAddress(organization.Value, other.Called, other.Ours);
        }

        if (test.Works && (await mediator.Send(new GetNumberVoices(), cancellationToken)).Differing is { Count: > 0 and var count })
        {
            LogDifferingVoices(organization.Value, count);
        }
    }

    [LoggerMessage(
        2402,
        LogLevel.Warning,
        "A number of organization {OrganizationId} leads to {Url}, and PublicBaseUrl is {Address}: change the one in the Twilio console or the other here"
    )]
    private partial void LogStray(Guid organizationId, string url, string address);

    [LoggerMessage(
        2403,
        LogLevel.Warning,
        "Webhooks of organization {OrganizationId} were refused in the last 24 hours: "
        + "Twilio had signed them for {SignedAddress} and not for {OurAddress} (PublicBaseUrl)"
    )]
    private partial void LogOtherAddress(Guid organizationId, string signedAddress, string ourAddress);

    [LoggerMessage(2404, LogLevel.Warning, "Whether Twilio knows organization {OrganizationId} by our address could not be found out")]
    private partial void LogPollFailed(Exception exception, Guid organizationId);

    [LoggerMessage(
        2406,
        LogLevel.Warning,
        "Numbers of organization {OrganizationId} whose voice settings at Twilio are not those that CrmVoice needs: {Count}. "
        + "Whoever calls them may not reach CrmVoice; Settings, Numbers, Voice settings at Twilio shows and sets them"
    )]
    private partial void LogDifferingVoices(Guid organizationId, int count);

    [LoggerMessage(2405, LogLevel.Warning, "Whether Twilio goes by our address could not be found out for anybody")]
    private partial void LogNotCompared(Exception exception);
}

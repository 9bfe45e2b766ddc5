using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Organizations;

/// <summary>
/// Looks at the start whether the organizations' own audio for callers on hold can be played, and deletes what was replaced or removed once
/// no live call was placed with it.
/// </summary>
internal sealed partial class HoldAudioKeeper(
    StorageGate gate,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<HoldAudioKeeper> logger) : StorageService(gate)
{
    /// <summary>For a call that was being placed when it was replaced.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private static readonly TimeSpan deletesEvery = TimeSpan.FromHours(1);

    /// <summary>One after the other: together they may be more than the memory holds.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var all = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>().HoldAudios.AsNoTracking().OfAllOrganizations();
        foreach (var id in await all.Where(audio => audio.RetiredAt == null).Select(audio => audio.Id).ToListAsync(cancellationToken))
        {
            if (await all.FirstOrDefaultAsync(audio => audio.Id == id, cancellationToken) is { } audio
                && AudioFile.FaultOf(audio.Content, out _) is { } fault)
            {
                LogUnplayable(audio.OrganizationId.Value, fault);
            }
        }
    }

    public async Task DeleteRetiredAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() - Kept;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        var retired = db.HoldAudios.OfAllOrganizations().Where(audio => audio.RetiredAt <= until);
        if (!await retired.AnyAsync(cancellationToken))
        {
            return;
        }

        HoldAudioId?[] heard = await db.Calls.OfAllOrganizations()
            .Where(call => call.State != CallState.Ended && call.Settings.HoldAudio != null)
            .Select(call => call.Settings.HoldAudio)
            .Distinct()
            .ToArrayAsync(cancellationToken);
        HoldAudioId[] needed = [.. heard.OfType<HoldAudioId>()];
        await retired.Where(audio => !needed.Contains(audio.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    protected override async Task WorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CheckAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotChecked(exception);
        }

        await RepeatAsync(deletesEvery, clock, DeleteRetiredAsync, LogPollFailed, stoppingToken);
    }

    [LoggerMessage(1, LogLevel.Error, "Audio for callers on hold that was replaced could not be deleted; trying again in an hour")]
    private partial void LogPollFailed(Exception exception);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "What is heard on hold in organization {Organization} cannot be played: {Fault}. An admin chooses it again under Settings, Calls")]
    private partial void LogUnplayable(Guid organization, AudioFault fault);

    [LoggerMessage(3, LogLevel.Warning, "Whether audio for callers on hold can be played could not be told")]
    private partial void LogNotChecked(Exception exception);
}

using System.Diagnostics.Metrics;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>
/// Watches live rooms: how many there are, whether requests about participants wait, and what must not be: a contact whom everybody has
/// left, and parties of one call in two conferences, who do not hear each other.
/// </summary>
internal sealed partial class RoomWatch : StorageService
{
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(5);

    /// <summary>Whoever hands over or rejoins is back sooner.</summary>
    public static readonly TimeSpan AloneAllowed = TimeSpan.FromSeconds(10);

    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly ILogger<RoomWatch> logger;
    private readonly HashSet<CallId> told = [];
    private Dictionary<CallId, DateTimeOffset> aloneSince = [];
    private long live;
    private long alone;
    private long apart;
    private double oldestUpdateSeconds;

    public RoomWatch(StorageGate gate, IServiceScopeFactory scopes, TimeProvider clock, IMeterFactory meters, ILogger<RoomWatch> logger)
        : base(gate)
    {
        (this.scopes, this.clock, this.logger) = (scopes, clock, logger);
        var meter = meters.Create(Telemetry.MeterName);
        meter.CreateObservableGauge("crmvoice.rooms.live", () => Volatile.Read(ref live), "{call}", "Calls that take place in rooms now.");
        meter.CreateObservableGauge(
            "crmvoice.rooms.contacts_alone",
            () => Volatile.Read(ref alone),
            "{call}",
            "Of these, those whose contact has been alone for over ten seconds and is not being handed over.");
        meter.CreateObservableGauge(
            "crmvoice.rooms.apart",
            () => Volatile.Read(ref apart),
            "{call}",
            "Of these, those whose parties are in two conferences at once.");
        meter.CreateObservableGauge(
            "crmvoice.rooms.oldest_update.age",
            () => Volatile.Read(ref oldestUpdateSeconds),
            "s",
            "For how long the oldest request about a participant has been due that is not done.");
    }

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmVoiceDbContext>();
        var rooms = await db.Calls.OfAllOrganizations()
            .AsNoTracking()
            .Where(call => call.State != CallState.Ended && call.Topology == Topology.Room)
            .Select(call => new LiveRoom(call.Id, call.Live, call.Transfers, call.RoomReports))
            .ToListAsync(cancellationToken);
        var oldest = await db.CarrierRequests.OfAllOrganizations()
            .Where(request => request.Kind == UpdateParticipant.Name)
            .Where(request => request.State == CarrierRequestState.Pending && request.DueAt <= now)
            .MinAsync(request => (DateTimeOffset?)request.CreatedAt, cancellationToken);
        Volatile.Write(ref live, rooms.Count);
        Volatile.Write(ref oldestUpdateSeconds, oldest is { } due ? (now - due).TotalSeconds : 0);
        Volatile.Write(ref alone, CountAlone(rooms, now));
        Volatile.Write(ref apart, CountApart(rooms));
        told.IntersectWith(rooms.Select(room => room.Id));
    }

    protected override Task WorkAsync(CancellationToken stoppingToken) =>
        RepeatAsync(LooksEvery, clock, LookAsync, LogPollFailed, stoppingToken);

    private long CountAlone(List<LiveRoom> rooms, DateTimeOffset now)
    {
        aloneSince = rooms
            .Where(room => room.IsContactLeft)
            .ToDictionary(room => room.Id, room => aloneSince.GetValueOrDefault(room.Id, now));
        var tooLong = aloneSince.Where(pair => now - pair.Value >= AloneAllowed).Select(pair => pair.Key).ToList();
        foreach (var call in tooLong.Where(told.Add))
        {
            LogAlone(call.Value, AloneAllowed.TotalSeconds);
        }

        return tooLong.Count;
    }

    private long CountApart(List<LiveRoom> rooms)
    {
        var several = rooms.Where(room => room.Conferences > 1).ToList();
        foreach (var room in several.Where(room => told.Add(room.Id)))
        {
            LogApart(room.Id.Value, room.Conferences);
        }

        return several.Count;
    }

    private sealed record LiveRoom(
        CallId Id,
        LiveConditions Live,
        IReadOnlyList<Transfer> Transfers,
        IReadOnlyList<RoomReport> Reports)
    {
        public bool IsContactLeft => Live.HasFlag(LiveConditions.Alone) && !Transfers.Any(transfer => transfer.IsOpen);

        /// <summary>In how many conferences there is somebody.</summary>
        public int Conferences => Reports
            .GroupBy(report => report.ConferenceSid)
            .Count(same => same.All(report => report.Event is not RoomEvent.ConferenceEnd)
                && same.Where(report => report.CallSid is not null)
                    .GroupBy(report => report.CallSid)
                    .Any(ofOne => ofOne.MaxBy(report => report.Time())!.Event is not RoomEvent.ParticipantLeave));
    }

    [LoggerMessage(1, LogLevel.Warning, "The contact of call {CallId} has been alone in its room for over {Seconds} seconds")]
    private partial void LogAlone(Guid callId, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "Call {CallId} takes place in {Count} conferences at once: its parties do not hear each other")]
    private partial void LogApart(Guid callId, int count);

    [LoggerMessage(3, LogLevel.Warning, "Live rooms could not be looked at; trying again")]
    private partial void LogPollFailed(Exception exception);
}

using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class CallRepository(CrmVoiceDbContext db, OrganizationScope scope) : ICallRepository
{
    public void Add(Call call) => db.Calls.Add(call);

    public async Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken) =>
        db.Calls.Local.FirstOrDefault(call => call.Id == id) ?? await Whole().FirstOrDefaultAsync(call => call.Id == id, cancellationToken);

    // One that was received in this unit of work is not stored yet.
    public async Task<Call?> FindBySidAsync(string callSid, CancellationToken cancellationToken)
    {
        var id =
            db.Set<Leg>().Local.FirstOrDefault(leg => leg.CallSid == callSid)?.CallId
            ?? await db.Set<Leg>()
                .Where(leg => leg.CallSid == callSid)
                .Select(leg => (CallId?)leg.CallId)
                .FirstOrDefaultAsync(cancellationToken);
        return id is { } found ? await FindAsync(found, cancellationToken) : null;
    }

    // By the ids alone: asked for the organization too, SQLite would go through all of its calls instead.
    public async Task<IReadOnlyList<Call>> ListAsync(IReadOnlyCollection<CallId> ids, CancellationToken cancellationToken) =>
        [
            .. (await Whole().OfAllOrganizations().Where(call => ids.Contains(call.Id)).ToListAsync(cancellationToken)).Where(call =>
                call.OrganizationId == scope.Current),
        ];

    // Of all organizations: where several share an account the carrier lists the legs of all of them, and those of a sister are not ours to
    // take over. Nothing is told of them but that they are known.
    public async Task<IReadOnlySet<string>> FindKnownLegsAsync(IReadOnlyCollection<string> callSids, CancellationToken cancellationToken) =>
        await db.Set<Leg>()
            .OfAllOrganizations()
            .Where(leg => callSids.Contains(leg.CallSid))
            .Select(leg => leg.CallSid!)
            .ToHashSetAsync(cancellationToken);

    public async Task<IReadOnlyDictionary<string, CallId>> FindOwnersAsync(
        IReadOnlyCollection<string> sids,
        CancellationToken cancellationToken) =>
        await db.Set<Leg>()
            .Where(leg => sids.Contains(leg.CallSid))
            .Select(leg => new { Sid = leg.CallSid!, leg.CallId })
            .Concat(
                db.Set<CallRecording>()
                    .Where(recording => sids.Contains(recording.Sid))
                    .Select(recording => new { recording.Sid, recording.CallId }))
            .ToDictionaryAsync(owned => owned.Sid, owned => owned.CallId, cancellationToken);

    private IQueryable<Call> Whole() => db.Calls.Include(call => call.Legs).Include(call => call.Recordings);
}

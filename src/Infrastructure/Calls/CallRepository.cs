using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class CallRepository(CrmVoiceDbContext db) : ICallRepository
{
    public void Add(Call call) => db.Calls.Add(call);

    public async Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken) =>
        db.Calls.Local.FirstOrDefault(call => call.Id == id) ?? await Whole().FirstOrDefaultAsync(call => call.Id == id, cancellationToken);

    public async Task<IReadOnlyList<Call>> ListAsync(IReadOnlyCollection<CallId> ids, CancellationToken cancellationToken) =>
        await Whole().Where(call => ids.Contains(call.Id)).ToListAsync(cancellationToken);

    public Task<Call?> FindLiveAsync(MembershipId agentId, CancellationToken cancellationToken) =>
        Whole().FirstOrDefaultAsync(call => call.LiveAgentId == agentId, cancellationToken);

    public async Task<IReadOnlySet<string>> FindKnownLegsAsync(IReadOnlyCollection<string> callSids, CancellationToken cancellationToken) =>
        await db.Set<Leg>().Where(leg => callSids.Contains(leg.CallSid)).Select(leg => leg.CallSid).ToHashSetAsync(cancellationToken);

    private IQueryable<Call> Whole() => db.Calls.Include(call => call.Legs).Include(call => call.Recordings);
}

using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class SeatRepository(CrmVoiceDbContext db, OrganizationScope scope) : ISeatRepository
{
    public void Add(Seat seat) => db.Seats.Add(seat);

    public void Remove(Seat seat) => db.Seats.Remove(seat);

    public async Task<Seat?> FindAsync(MembershipId memberId, CancellationToken cancellationToken) =>
        scope.Current is { } organization ? await db.Seats.FindAsync([organization, memberId], cancellationToken) : null;

    public Task<bool> IsInLiveCallAsync(MembershipId memberId, CancellationToken cancellationToken) =>
        db.Seats.AnyAsync(
            seat => seat.MemberId == memberId && db.Calls.Any(call => call.Id == seat.CallId && call.State != CallState.Ended),
            cancellationToken);

    public async Task<IReadOnlyList<MembershipId>> ListMembersAsync(CallId callId, CancellationToken cancellationToken) =>
        await db.Seats.AsNoTracking().Where(seat => seat.CallId == callId).Select(seat => seat.MemberId).ToListAsync(cancellationToken);
}

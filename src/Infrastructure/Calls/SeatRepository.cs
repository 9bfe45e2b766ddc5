using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;

namespace CrmVoice.Infrastructure.Calls;

internal sealed class SeatRepository(CrmVoiceDbContext db, OrganizationScope scope) : ISeatRepository
{
    public void Add(Seat seat) => db.Seats.Add(seat);

    public void Remove(Seat seat) => db.Seats.Remove(seat);

    public async Task<Seat?> FindAsync(MembershipId memberId, CancellationToken cancellationToken) =>
        scope.Current is { } organization ? await db.Seats.FindAsync([organization, memberId], cancellationToken) : null;
}

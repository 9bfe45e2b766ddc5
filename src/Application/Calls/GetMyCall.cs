using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>
/// What the call bar shows: the agent's live call, or the one that has just ended or been handed over; null when there is nothing to show.
/// </summary>
public sealed record GetMyCall : IQuery<CallView?>
{
    /// <summary>How long the bar shows the result of an ended call.</summary>
    public static readonly TimeSpan ResultShownFor = TimeSpan.FromSeconds(45);
}

internal sealed class GetMyCallHandler(IReadDb db, CallParties parties, IMapper mapper, ICurrentUser user, TimeProvider clock)
    : IRequestHandler<GetMyCall, CallView?>
{
    public async Task<CallView?> Handle(GetMyCall query, CancellationToken cancellationToken)
    {
        var (me, since) = (user.MembershipId, clock.GetUtcNow() - GetMyCall.ResultShownFor);
        var seat = await db.Seats.Where(seat => seat.MemberId == me)
            .Select(seat => (CallId?)seat.CallId)
            .FirstOrDefaultAsync(cancellationToken);
        var call = seat is { } id
            ? await FindAsync(db.Calls.Where(call => call.Id == id), cancellationToken)
            : Latest(
                await FindAsync(db.Calls.Where(call => call.AgentId == me), cancellationToken),
                await FindAsync(
                    db.Calls.Where(call =>
                        call.State != CallState.Ended
                        && call.AgentId != me
                        && call.Legs.Any(leg => LegRoles.OwningCall.Contains(leg.Role) && leg.MemberId == me)),
                    cancellationToken),
                since);
        return call is null || !IsAskedFor(call) ? null : (await parties.NameAsync([call], cancellationToken))[0].ShownTo(user);
    }

    // Somebody who is to be brought in has a seat before the telephone is rung: there is nothing to see of the call yet.
    private bool IsAskedFor(CallView call)
    {
        var me = user.MembershipId.Value;
        return call.Agent?.Id == me || call.PlacedBy == me || call.Legs.Any(leg => leg.Member?.Id == me);
    }

    private async Task<CallView?> FindAsync(IQueryable<Call> calls, CancellationToken cancellationToken) =>
        await calls.OrderByDescending(call => call.RequestedAt)
            .ProjectTo<CallView>(mapper.ConfigurationProvider, view => view.InRoom)
            .FirstOrDefaultAsync(cancellationToken);

    // What was handed over to a colleague goes on, and is the colleague's by now: it is shown for as long as a result is.
    private CallView? Latest(CallView? own, CallView? another, DateTimeOffset since)
    {
        var handedOver = another?.HandedOverBy(user.MembershipId.Value)?.EndedAt;
        return handedOver >= since && !(own?.State is CallState.Ended && own.UpdatedAt > handedOver) ? another
            : own is { State: CallState.Ended } ? own.UpdatedAt >= since ? own : null
            : own?.HandedOverBy(user.MembershipId.Value) is { EndedAt: { } at } ? at >= since ? own : null
            : own;
    }
}

using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>What the call bar shows: the agent's live call, or the one that has just ended; null when there is nothing to show.</summary>
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
        var me = user.MembershipId;
        var seated = await db.Seats.Where(seat => seat.MemberId == me)
            .Select(seat => (CallId?)seat.CallId)
            .FirstOrDefaultAsync(cancellationToken);
        var calls = seated is { } id ? db.Calls.Where(call => call.Id == id) : db.Calls.Where(call => call.AgentId == me);
        var call = await calls.OrderByDescending(call => call.RequestedAt)
            .ProjectTo<CallView>(mapper.ConfigurationProvider, view => view.InRoom)
            .FirstOrDefaultAsync(cancellationToken);
        var isShown =
            call is not null && (call.State is not CallState.Ended || call.UpdatedAt >= clock.GetUtcNow() - GetMyCall.ResultShownFor);
        return isShown ? (await parties.NameAsync([call!], cancellationToken))[0].ShownTo(user) : null;
    }
}

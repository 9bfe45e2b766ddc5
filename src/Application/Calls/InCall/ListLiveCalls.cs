using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.InCall;

/// <summary>All live calls of the organization, newest first, for whoever watches over them.</summary>
public sealed record ListLiveCalls : IQuery<IReadOnlyList<CallView>>
{
    public const int MaxAtOnce = 500;
}

internal sealed class ListLiveCallsHandler(IReadDb db, CallParties parties, IMapper mapper, ICurrentUser user)
    : IRequestHandler<ListLiveCalls, IReadOnlyList<CallView>>
{
    public async Task<IReadOnlyList<CallView>> Handle(ListLiveCalls query, CancellationToken cancellationToken)
    {
        if (!user.Role.May(Permission.OverrideCalls))
        {
            throw new ForbiddenException();
        }

        var calls = await db.Calls.Where(call => call.State != CallState.Ended)
            .OrderByDescending(call => call.RequestedAt).ThenByDescending(call => call.Id)
            .Take(ListLiveCalls.MaxAtOnce)
            .ProjectTo<CallView>(mapper.ConfigurationProvider, view => view.InRoom)
            .ToListAsync(cancellationToken);
        return await parties.NameAsync(calls, cancellationToken);
    }
}

using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls;

/// <summary>One call in full: agents see their own, supervisors and admins all.</summary>
public sealed record GetCall(Guid Id) : IQuery<CallView>;

internal sealed class GetCallHandler(IReadDb db, CallParties parties, IMapper mapper, ICurrentUser user)
    : IRequestHandler<GetCall, CallView>
{
    public async Task<CallView> Handle(GetCall query, CancellationToken cancellationToken)
    {
        var id = new CallId(query.Id);
        var call =
            await db.Calls.Where(call => call.Id == id)
                .ProjectTo<CallView>(mapper.ConfigurationProvider, view => view.InRoom)
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("Call");
        if (!user.MaySeeInFull(call))
        {
            throw new ForbiddenException();
        }

        return (await parties.NameAsync([call], cancellationToken))[0].ShownTo(user);
    }
}

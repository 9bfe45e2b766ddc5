using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Sounds;

/// <summary>What a leg hears that is alone in its room: ringing while the contact's telephone rings, silence otherwise.</summary>
public sealed record GetWaitSound(Guid CallId) : IQuery<WaitSound>;

/// <param name="Country">ISO 3166-1 alpha-2, of the organization: whose ring tone.</param>
public sealed record WaitSound(bool IsRinging, string Country);

internal sealed class GetWaitSoundHandler(IReadDb db, IOrganizationDirectory organizations) : IRequestHandler<GetWaitSound, WaitSound>
{
    public async Task<WaitSound> Handle(GetWaitSound query, CancellationToken cancellationToken)
    {
        var id = new CallId(query.CallId);
        var isRinging = await db.Calls.Where(call => call.Id == id && call.Topology == Topology.Room)
            .SelectMany(call => call.Legs)
            .AnyAsync(leg => leg.Role == LegRole.Contact && leg.Status == LegStatus.Ringing, cancellationToken);
        return new WaitSound(isRinging, (await organizations.GetCallingProfileAsync(cancellationToken)).Country);
    }
}

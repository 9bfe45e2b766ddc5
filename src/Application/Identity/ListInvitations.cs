using CrmVoice.Application.Common;
using CrmVoice.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>The invitations that were neither accepted nor revoked, by name.</summary>
public sealed record ListInvitations : IQuery<IReadOnlyList<InvitationView>>;

public sealed record InvitationView(Guid Id, string Name, string Email, Role Role, DateTimeOffset EndsAt, bool HasExpired);

internal sealed class ListInvitationsHandler(IReadDb db, TimeProvider clock)
    : IRequestHandler<ListInvitations, IReadOnlyList<InvitationView>>
{
    public async Task<IReadOnlyList<InvitationView>> Handle(ListInvitations query, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await db.Invitations.Where(invitation => invitation.AcceptedAt == null && invitation.RevokedAt == null)
            .OrderBy(invitation => invitation.Name)
            .ThenBy(invitation => invitation.Id)
            .Select(invitation => new InvitationView(
                invitation.Id.Value,
                invitation.Name,
                invitation.Email,
                invitation.Role,
                invitation.EndsAt,
                invitation.EndsAt <= now))
            .ToListAsync(cancellationToken);
    }
}

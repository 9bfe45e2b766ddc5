using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

internal sealed class MemberDirectory(IReadDb db) : IMemberDirectory
{
    public async Task<Member> GetAsync(MembershipId id, CancellationToken cancellationToken) =>
        await db.Memberships.Where(m => m.Id == id)
            .Select(m => new Member(m.Id, m.Name, m.Phone, m.PhoneAnsweredAt))
            .FirstOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("Member");

    public async Task<IReadOnlyDictionary<MembershipId, string>> NamesAsync(
        IEnumerable<MembershipId> ids,
        CancellationToken cancellationToken)
    {
        MembershipId[] wanted = [.. ids.Distinct()];
        return await db.Memberships.Where(m => wanted.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, cancellationToken);
    }

    public async Task<IReadOnlyDictionary<InvitationId, string>> InvitedNamesAsync(
        IEnumerable<InvitationId> ids, CancellationToken cancellationToken)
    {
        InvitationId[] wanted = [.. ids.Distinct()];
        return wanted is [] ? new Dictionary<InvitationId, string>()
            : await db.Invitations.Where(i => wanted.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Name, cancellationToken);
    }
}

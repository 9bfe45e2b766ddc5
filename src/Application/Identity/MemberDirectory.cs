using System.Globalization;
using CrmVoice.Application.Common;
using CrmVoice.Application.Identity.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

internal sealed class MemberDirectory(IReadDb db) : IMemberDirectory
{
    public async Task<Member> GetAsync(MembershipId id, CancellationToken cancellationToken) =>
        await db.Memberships.Where(m => m.Id == id)
            .Select(m => new Member(m.Id, m.Name, m.Phone, m.PhoneAnsweredAt))
            .FirstOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("Member");

    public async Task<bool> MayAsync(MembershipId id, Permission permission, CancellationToken cancellationToken) =>
        await db.Memberships.Where(m => m.Id == id && m.DeactivatedAt == null)
            .Select(m => (Role?)m.Role)
            .FirstOrDefaultAsync(cancellationToken) is { } role
        && role.May(permission);

    // All at once: an organization has tens of members, and no database compares letters as people do.
    public async Task<IReadOnlyList<Colleague>> SearchAsync(string? name, int limit, CancellationToken cancellationToken)
    {
        var active = await db.Memberships.Where(m => m.DeactivatedAt == null)
            .Select(m => new { m.Id, m.Name, m.Role, HasPhone = m.Phone != null })
            .ToListAsync(cancellationToken);
        return
        [
            .. active
                .Where(m => string.IsNullOrWhiteSpace(name)
                    || CultureInfo.InvariantCulture.CompareInfo.IndexOf(
                        m.Name,
                        name.Trim(),
                        CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0)
                .OrderBy(m => m.Name, StringComparer.CurrentCultureIgnoreCase)
                .Take(limit)
                .Select(m => new Colleague(m.Id, m.Name, Kebab.Of(m.Role), m.HasPhone)),
        ];
    }

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

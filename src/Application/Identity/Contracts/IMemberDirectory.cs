using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Identity.Contracts;

public interface IMemberDirectory
{
    /// <exception cref="NotFoundException">No such member in this organization.</exception>
    Task<Member> GetAsync(MembershipId id, CancellationToken cancellationToken);

    /// <summary>Whether an active member's role has a permission now; false for unknown ones.</summary>
    Task<bool> MayAsync(MembershipId id, Permission permission, CancellationToken cancellationToken);

    /// <summary>Active members by name.</summary>
    /// <param name="name">Part of it, in any case; null or empty for everybody.</param>
    Task<IReadOnlyList<Colleague>> SearchAsync(string? name, int limit, CancellationToken cancellationToken);

    /// <summary>Names by id; unknown ids are left out.</summary>
    Task<IReadOnlyDictionary<MembershipId, string>> NamesAsync(IEnumerable<MembershipId> ids, CancellationToken cancellationToken);

    /// <summary>Names by which people were invited, of those of the invitations that are known.</summary>
    Task<IReadOnlyDictionary<InvitationId, string>> InvitedNamesAsync(IEnumerable<InvitationId> ids, CancellationToken cancellationToken);
}

/// <param name="Phone">The telephone that rings for this person's calls; null until it is set.</param>
/// <param name="PhoneAnsweredAt">When a test call to it was first answered (UTC); null until then.</param>
public sealed record Member(MembershipId Id, string Name, PhoneNumber? Phone, DateTimeOffset? PhoneAnsweredAt);

/// <param name="Role">In lower case.</param>
public sealed record Colleague(MembershipId Id, string Name, string Role, bool HasPhone);

using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Identity;

/// <summary>Everybody in the organization, by name.</summary>
public sealed record ListMembers : IQuery<IReadOnlyList<MemberView>>;

/// <param name="Phone">E.164; null until it is set.</param>
/// <param name="Version">The version to send with a change, so that conflicts are detected.</param>
public sealed record MemberView(Guid Id, string Name, Role Role, string? Phone, int Version)
{
    /// <summary>Why the phone, stored under earlier rules, cannot be called; null where it can, or there is none.</summary>
    public NumberProblem? PhoneProblem { get; init; }

    /// <summary>Whether the person has shown that the phone is at hand.</summary>
    public bool IsPhoneConfirmed { get; init; }

    /// <summary>Whether the person may still sign in; calls of somebody who may not are still listed.</summary>
    public bool IsActive { get; init; }
}

internal sealed class ListMembersHandler(IReadDb db, IOrganizationDirectory organizations, IPhoneNumbers phoneNumbers)
    : IRequestHandler<ListMembers, IReadOnlyList<MemberView>>
{
    public async Task<IReadOnlyList<MemberView>> Handle(ListMembers query, CancellationToken cancellationToken)
    {
        var members = await db.Memberships.OrderBy(member => member.Name).ThenBy(member => member.Id).ToListAsync(cancellationToken);
        var organization = await organizations.GetCallingProfileAsync(cancellationToken);
        return [.. members.Select(member => new MemberView(member.Id.Value, member.Name, member.Role, member.Phone?.Value, member.Version)
        {
            PhoneProblem = phoneNumbers.CheckMemberPhone(member.Phone, organization),
            IsPhoneConfirmed = member.PhoneConfirmedAt is not null,
            IsActive = member.IsActive,
        })];
    }
}

using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Common;

/// <summary>The user who makes the request: signed in, or the owner of an API token; always in one organization.</summary>
public interface ICurrentUser
{
    UserId UserId { get; }

    MembershipId MembershipId { get; }

    OrganizationId OrganizationId { get; }

    Role Role { get; }
}

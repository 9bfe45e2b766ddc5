using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Common;

/// <summary>Where a request comes from, also one of somebody who is not signed in.</summary>
public interface IRequestOrigin
{
    /// <summary>The IP address; null at the command line and for what CrmVoice does by itself.</summary>
    string? Address { get; }

    /// <summary>Who asks, as a member of the organization; null for somebody who is not signed in to it.</summary>
    MembershipId? FindMember(OrganizationId organization);
}

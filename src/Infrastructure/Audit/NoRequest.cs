using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Audit;

/// <summary>Where there is no web: nobody asks, from nowhere.</summary>
internal sealed class NoRequest : IRequestOrigin
{
    public string? Address => null;

    public MembershipId? FindMember(OrganizationId organization) => null;
}

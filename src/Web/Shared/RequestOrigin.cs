using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;

namespace CrmVoice.Web.Shared;

/// <summary>Where the request comes from, as the connection and its claims say.</summary>
internal sealed class RequestOrigin(IHttpContextAccessor accessor) : IRequestOrigin
{
    public string? Address => AddressOf(accessor.HttpContext);

    public MembershipId? FindMember(OrganizationId organization) =>
        accessor.HttpContext?.User is { } user && user.FindId(CrmVoiceClaims.Organization) == organization.Value
            && user.FindId(CrmVoiceClaims.Membership) is { } member
            ? new MembershipId(member)
            : null;

    public static string? AddressOf(HttpContext? context) =>
        context?.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}

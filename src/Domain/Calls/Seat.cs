using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

/// <summary>A member's place in a live call. Everybody has one at most: a telephone can only ring for one call.</summary>
public sealed class Seat : IOrganizationOwned
{
    private Seat()
    {
    }

    public Seat(OrganizationId organizationId, MembershipId memberId, CallId callId)
    {
        OrganizationId = organizationId;
        MemberId = memberId;
        CallId = callId;
    }

    public OrganizationId OrganizationId { get; private set; }

    public MembershipId MemberId { get; private set; }

    public CallId CallId { get; private set; }

    /// <summary>Takes over a seat that was never given back: an older version, which did not know seats, ended its call.</summary>
    public void Retake(CallId callId) => CallId = callId;
}

/// <summary>A member is in a live call from now on.</summary>
public sealed record SeatTaken(CallId CallId, OrganizationId OrganizationId, MembershipId MemberId) : IDomainEvent;

/// <summary>A member is not in this live call any more.</summary>
public sealed record SeatGivenBack(CallId CallId, OrganizationId OrganizationId, MembershipId MemberId) : IDomainEvent;

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Calls;

public enum EndedByRole
{
    Agent,
    Contact,
    Guest,
    Supervisor,

    /// <summary>Nobody: Twilio did not take the call, or a time limit was reached.</summary>
    System,
}

/// <summary>Who ended a call.</summary>
/// <param name="LegId">The leg that left; null where the call was ended in CrmVoice or by nobody.</param>
/// <param name="MemberId">The member who ended the call; null where it was no member.</param>
public sealed record EndedBy(EndedByRole Role, LegId? LegId, MembershipId? MemberId);

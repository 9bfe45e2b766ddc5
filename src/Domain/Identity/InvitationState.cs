namespace CrmVoice.Domain.Identity;

public enum InvitationState
{
    Open,
    Accepted,
    Revoked,
    Expired,
}

namespace CrmVoice.Domain.Identity;

public enum ApiTokenState
{
    Live,
    Expired,
    Revoked,
}

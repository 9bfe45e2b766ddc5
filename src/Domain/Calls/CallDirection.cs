namespace CrmVoice.Domain.Calls;

public enum CallDirection
{
    Outbound,
    Inbound,
}

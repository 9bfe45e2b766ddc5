namespace CrmVoice.Domain.Identity;

public enum Role
{
    Agent,
    Supervisor,
    Admin,
}

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>
/// What an organization asks of all its members who sign in. An organization without one asks for nothing but the password.
/// </summary>
public sealed class SignInPolicy : AggregateRoot, IOrganizationOwned
{
    private SignInPolicy()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>Whoever has no second step sets one up before anything else.</summary>
    public bool RequiresTwoFactor { get; private set; }

    public static SignInPolicy Of(OrganizationId organizationId) => new() { OrganizationId = organizationId };

    public void RequireTwoFactor(bool required)
    {
        RequiresTwoFactor = required;
        CountChange();
    }
}

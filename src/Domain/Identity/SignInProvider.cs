using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

/// <summary>
/// An organization's own provider of sign-ins (OpenID Connect): whom it vouches for comes into this organization, and into no other.
/// </summary>
public sealed class SignInProvider : AggregateRoot, IOrganizationOwned
{
    public const int IssuerMaxLength = 256;
    public const int ClientIdMaxLength = 256;
    public const int ClientSecretMaxLength = 256;
    public const int LabelMaxLength = 60;

    private SignInProvider()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The provider's address, exactly as it names itself; its discovery document lies below.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>As which the provider knows us.</summary>
    public string ClientId { get; private set; } = "";

    /// <summary>Encrypted; never shown again.</summary>
    public string ProtectedClientSecret { get; private set; } = "";

    /// <summary>What its button says.</summary>
    public string Label { get; private set; } = "";

    /// <summary>Whether anybody may sign in by it.</summary>
    public bool IsEnabled { get; private set; }

    /// <summary>When the secret was saved (UTC).</summary>
    public DateTimeOffset SecretSavedAt { get; private set; }

    public static SignInProvider Of(OrganizationId organizationId) => new() { OrganizationId = organizationId };

    /// <summary>Whether this is the party that the secret was made out to: no other is ever sent it.</summary>
    public bool IsFor(string issuer, string clientId) => (Issuer, ClientId) == (issuer, clientId);

    public void Change(string issuer, string clientId, string label, bool isEnabled)
    {
        (Issuer, ClientId, Label, IsEnabled) = (issuer, clientId, label, isEnabled);
        CountChange();
    }

    public void ChangeSecret(string protectedSecret, DateTimeOffset now)
    {
        (ProtectedClientSecret, SecretSavedAt) = (protectedSecret, now);
        CountChange();
    }
}

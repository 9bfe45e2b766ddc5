using Microsoft.AspNetCore.Identity;

namespace CrmVoice.Infrastructure.Identity;

/// <summary>A person who signs in; what the person is in an organization stands in its memberships.</summary>
public sealed class ApplicationUser : IdentityUser<Guid>
{
    /// <summary>Whether the person may create organizations. It opens none.</summary>
    public bool IsInstallationAdmin { get; set; }
}

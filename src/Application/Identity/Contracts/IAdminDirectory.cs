namespace CrmVoice.Application.Identity.Contracts;

/// <summary>Whom to write to about the current organization.</summary>
public interface IAdminDirectory
{
    /// <summary>All admins who may sign in.</summary>
    Task<IReadOnlyList<AdminAddress>> ListAsync(CancellationToken cancellationToken);
}

/// <param name="Language">IETF language tag; null for the organization's.</param>
public sealed record AdminAddress(string Email, string? Language);

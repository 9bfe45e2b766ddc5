using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>Finds the invitation behind a link. Looks across organizations, since none has been entered yet.</summary>
public interface IInvitations
{
    /// <returns>Null for a link that we did not make, or that a newer one has replaced.</returns>
    Task<FoundInvitation?> FindAsync(string? token, CancellationToken cancellationToken);
}

/// <param name="Person">The user who already has this address; null for somebody new.</param>
public sealed record FoundInvitation(
    InvitationId Id,
    OrganizationId OrganizationId,
    string OrganizationName,
    string Name,
    string Email,
    InvitationState State,
    UserId? Person);

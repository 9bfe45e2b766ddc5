using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;

namespace CrmVoice.Application.Identity;

/// <summary>Tells what a link invites to. Looks across organizations: whoever has it is not yet in any.</summary>
public interface IInvitations
{
    /// <returns>Null for a link that we did not make, or that a newer one has replaced.</returns>
    Task<FoundInvitation?> FindAsync(string? token, CancellationToken cancellationToken);
}

/// <param name="Person">Who has the address already; null for somebody new.</param>
public sealed record FoundInvitation(
    InvitationId Id, OrganizationId OrganizationId, string OrganizationName, string Name, string Email, InvitationState State, UserId? Person);

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

public interface IInvitationRepository
{
    void Add(Invitation invitation);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Invitation?> FindAsync(InvitationId id, CancellationToken cancellationToken);

    /// <summary>Those to an address that were neither accepted nor revoked.</summary>
    Task<IReadOnlyList<Invitation>> ListPendingAsync(string email, CancellationToken cancellationToken);
}

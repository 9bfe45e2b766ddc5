using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

public interface IProviderAccountRepository
{
    void Add(ProviderAccount account);

    /// <summary>Null where it is not linked to anybody in the present organization.</summary>
    Task<ProviderAccount?> FindAsync(string issuer, string subject, CancellationToken cancellationToken);

    /// <summary>The account that a member has at the provider; null where none is linked.</summary>
    Task<ProviderAccount?> FindAsync(MembershipId member, CancellationToken cancellationToken);

    void Remove(ProviderAccount account);

    /// <summary>Forgets all of the present organization's, with the present unit of work.</summary>
    Task RemoveAllAsync(CancellationToken cancellationToken);
}

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Identity;

public interface IPhoneCodeRepository
{
    void Add(PhoneCode code);

    void Remove(PhoneCode code);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<PhoneCode?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What a member got after this moment, newest first.</summary>
    Task<IReadOnlyList<PhoneCode>> ListSinceAsync(MembershipId member, DateTimeOffset since, CancellationToken cancellationToken);
}

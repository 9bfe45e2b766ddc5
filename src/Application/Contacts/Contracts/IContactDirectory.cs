using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Contacts.Contracts;

public interface IContactDirectory
{
    /// <exception cref="Common.NotFoundException">No such contact in this organization.</exception>
    Task<ContactCard> GetAsync(ContactId id, CancellationToken cancellationToken);

    /// <summary>The one contact with this number; null where there is none or more than one.</summary>
    Task<ContactCard?> FindByPhoneAsync(PhoneNumber phone, CancellationToken cancellationToken);

    /// <summary>Everybody who has one of these numbers.</summary>
    Task<IReadOnlyList<ContactCard>> FindAllByPhoneAsync(IReadOnlyList<PhoneNumber> phones, CancellationToken cancellationToken);

    /// <summary>Names by id; unknown ids are left out.</summary>
    Task<IReadOnlyDictionary<ContactId, string>> NamesAsync(IEnumerable<ContactId> ids, CancellationToken cancellationToken);

    /// <summary>Whom an opportunity is with.</summary>
    /// <exception cref="Common.NotFoundException">No such opportunity in this organization.</exception>
    Task<ContactCard> GetOfOpportunityAsync(OpportunityId id, CancellationToken cancellationToken);

    /// <summary>Whether any contact has this number.</summary>
    Task<bool> IsKnownAsync(PhoneNumber phone, CancellationToken cancellationToken);
}

public sealed record ContactCard(ContactId Id, string Name, PhoneNumber? Phone);

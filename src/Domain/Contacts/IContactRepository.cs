using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Contacts;

public interface IContactRepository
{
    void Add(Contact contact);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Contact?> FindAsync(ContactId id, CancellationToken cancellationToken);
}

using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Contacts;

public interface IContactRepository
{
    void Add(Contact contact);

    /// <summary>The contact that was added under one of these marks; null where there is none.</summary>
    Task<ContactId?> FindAddedAsync(AdditionMarks marks, CancellationToken cancellationToken);

    /// <summary>Null for an unknown id and for another organization's.</summary>
    Task<Contact?> FindAsync(ContactId id, CancellationToken cancellationToken);
}

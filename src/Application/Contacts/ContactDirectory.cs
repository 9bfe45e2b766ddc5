using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts.Contracts;
using CrmVoice.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Contacts;

internal sealed class ContactDirectory(IReadDb db) : IContactDirectory
{
    public async Task<ContactCard> GetAsync(ContactId id, CancellationToken cancellationToken) =>
        await db.Contacts.Where(c => c.Id == id).Select(c => new ContactCard(c.Id, c.Name, c.Phone)).FirstOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("Contact");

    public async Task<ContactCard?> FindByPhoneAsync(PhoneNumber phone, CancellationToken cancellationToken)
    {
        var found = await db.Contacts.Where(c => c.Phone == phone)
            .OrderBy(c => c.Id)
            .Select(c => new ContactCard(c.Id, c.Name, c.Phone))
            .Take(2)
            .ToListAsync(cancellationToken);
        return found is [var only] ? only : null;
    }

    public async Task<IReadOnlyList<ContactCard>> FindAllByPhoneAsync(
        IReadOnlyList<PhoneNumber> phones, CancellationToken cancellationToken) =>
        await db.Contacts.Where(c => phones.Contains(c.Phone!))
            .OrderBy(c => c.Id)
            .Select(c => new ContactCard(c.Id, c.Name, c.Phone))
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyDictionary<ContactId, string>> NamesAsync(IEnumerable<ContactId> ids, CancellationToken cancellationToken)
    {
        ContactId[] wanted = [.. ids.Distinct()];
        return await db.Contacts.Where(c => wanted.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
    }

    public async Task<ContactCard> GetOfOpportunityAsync(OpportunityId id, CancellationToken cancellationToken) =>
        await db.Opportunities.Where(o => o.Id == id)
            .Join(db.Contacts, o => o.ContactId, c => c.Id, (o, c) => new ContactCard(c.Id, c.Name, c.Phone))
            .FirstOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("Opportunity");

    public Task<bool> IsKnownAsync(PhoneNumber phone, CancellationToken cancellationToken) =>
        db.Contacts.AnyAsync(c => c.Phone == phone, cancellationToken);
}

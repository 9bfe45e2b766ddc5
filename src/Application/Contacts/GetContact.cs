using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Contacts;

public sealed record GetContact(Guid Id) : IQuery<ContactDetails>;

public sealed record ContactDetails(ContactView Contact, IReadOnlyList<OpportunityView> Opportunities);

internal sealed class GetContactHandler(IReadDb db, IMapper mapper) : IRequestHandler<GetContact, ContactDetails>
{
    public async Task<ContactDetails> Handle(GetContact query, CancellationToken cancellationToken)
    {
        var id = new ContactId(query.Id);
        var contact =
            await db.Contacts.Where(contact => contact.Id == id)
                .ProjectTo<ContactView>(mapper.ConfigurationProvider)
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("Contact");
        var opportunities = await db.Opportunities.Where(opportunity => opportunity.ContactId == id)
            .OrderBy(opportunity => opportunity.Title)
            .ProjectTo<OpportunityView>(mapper.ConfigurationProvider)
            .ToListAsync(cancellationToken);
        return new ContactDetails(contact, opportunities);
    }
}

using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Contacts;

/// <summary>Everybody who has this number, in any of its spellings, the first added first; five at most.</summary>
/// <param name="Phone">E.164.</param>
public sealed record ListContactsByPhone(string Phone) : IQuery<IReadOnlyList<ContactView>>;

internal sealed class ListContactsByPhoneValidator : AbstractValidator<ListContactsByPhone>
{
    public ListContactsByPhoneValidator() => RuleFor(q => q.Phone).Must(PhoneNumber.IsValid);
}

internal sealed class ListContactsByPhoneHandler(IReadDb db, IMapper mapper)
    : IRequestHandler<ListContactsByPhone, IReadOnlyList<ContactView>>
{
    public async Task<IReadOnlyList<ContactView>> Handle(ListContactsByPhone query, CancellationToken cancellationToken)
    {
        var spellings = NumberSpellings.Of(PhoneNumber.Parse(query.Phone));
        return await db.Contacts.Where(contact => spellings.Contains(contact.Phone!))
            .OrderBy(contact => contact.Id)
            .Take(5)
            .ProjectTo<ContactView>(mapper.ConfigurationProvider)
            .ToListAsync(cancellationToken);
    }
}

using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Contacts;

/// <summary>The contact with this number: the first added if there are several, null if there is none.</summary>
/// <param name="Phone">E.164.</param>
public sealed record FindContactByPhone(string Phone) : IQuery<ContactView?>;

internal sealed class FindContactByPhoneValidator : AbstractValidator<FindContactByPhone>
{
    public FindContactByPhoneValidator() => RuleFor(q => q.Phone).Must(PhoneNumber.IsValid);
}

internal sealed class FindContactByPhoneHandler(IReadDb db, IMapper mapper) : IRequestHandler<FindContactByPhone, ContactView?>
{
    public Task<ContactView?> Handle(FindContactByPhone query, CancellationToken cancellationToken)
    {
        var phone = PhoneNumber.Parse(query.Phone);
        return db.Contacts.Where(contact => contact.Phone == phone)
            .OrderBy(contact => contact.Id)
            .ProjectTo<ContactView>(mapper.ConfigurationProvider)
            .FirstOrDefaultAsync(cancellationToken);
    }
}

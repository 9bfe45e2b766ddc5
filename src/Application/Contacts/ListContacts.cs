using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Contacts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Contacts;

/// <summary>Contacts by name.</summary>
/// <param name="Search">Parts of the name, the company or the number, in any case and with or without accents.</param>
/// <param name="Page">From 1.</param>
public sealed record ListContacts(string? Search = null, int Page = 1) : IQuery<ContactPage>
{
    public const int PageSize = 50;
}

public sealed record ContactPage(IReadOnlyList<ContactView> Items, bool HasMore);

internal sealed class ListContactsValidator : AbstractValidator<ListContacts>
{
    public ListContactsValidator()
    {
        RuleFor(q => q.Search).MaximumLength(120);
        RuleFor(q => q.Page).InclusiveBetween(1, 10_000);
    }
}

internal sealed class ListContactsHandler(IReadDb db, IMapper mapper) : IRequestHandler<ListContacts, ContactPage>
{
    public async Task<ContactPage> Handle(ListContacts query, CancellationToken cancellationToken)
    {
        var contacts = db.Contacts;
        foreach (var word in WordsOf(query.Search))
        {
            contacts = contacts.Where(contact => contact.SearchText.Contains(word));
        }

        var rows = await contacts.OrderBy(contact => contact.SearchText).ThenBy(contact => contact.Id)
            .Skip((query.Page - 1) * ListContacts.PageSize).Take(ListContacts.PageSize + 1)
            .ProjectTo<ContactView>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);
        return new ContactPage([.. rows.Take(ListContacts.PageSize)], rows.Count > ListContacts.PageSize);
    }

    // A number is searched by its digits, however it is written.
    private static string[] WordsOf(string? search)
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return [];
        }

        return search.Any(char.IsLetter)
            ? Contact.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [string.Concat(search.Where(char.IsAsciiDigit))];
    }
}

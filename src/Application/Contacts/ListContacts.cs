using AutoMapper;
using AutoMapper.QueryableExtensions;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Contacts;

/// <summary>Contacts by name.</summary>
/// <param name="Search">
/// Parts of the name, the company or the number: in any case, with or without accents, the number in any spelling.
/// </param>
/// <param name="Page">From 1.</param>
public sealed record ListContacts(string? Search = null, int Page = 1) : IQuery<ContactPage>
{
    public const int PageSize = 50;
}

/// <param name="Number">What was searched for, where it was meant to be a whole telephone number.</param>
public sealed record ContactPage(IReadOnlyList<ContactView> Items, bool HasMore, NumberReading? Number);

internal sealed class ListContactsValidator : AbstractValidator<ListContacts>
{
    public ListContactsValidator()
    {
        RuleFor(q => q.Search).MaximumLength(120);
        RuleFor(q => q.Page).InclusiveBetween(1, 10_000);
    }
}

internal sealed class ListContactsHandler(IReadDb db, IOrganizationDirectory organizations, IPhoneNumbers phoneNumbers, IMapper mapper)
    : IRequestHandler<ListContacts, ContactPage>
{
    public async Task<ContactPage> Handle(ListContacts query, CancellationToken cancellationToken)
    {
        var search = await ReadAsync(query.Search, cancellationToken);
        var contacts = db.Contacts;
        foreach (var spellings in search?.Terms ?? [])
        {
            contacts = contacts.Where(contact => spellings.Any(spelling => contact.SearchText.Contains(spelling)));
        }

        contacts = search is { Terms: [] } ? contacts.Where(contact => false) : contacts;
        var rows = await contacts
            .OrderBy(contact => contact.SearchText)
            .ThenBy(contact => contact.Id)
            .Skip((query.Page - 1) * ListContacts.PageSize)
            .Take(ListContacts.PageSize + 1)
            .ProjectTo<ContactView>(mapper.ConfigurationProvider)
            .ToListAsync(cancellationToken);
        return new ContactPage(
            [.. rows.Take(ListContacts.PageSize)],
            rows.Count > ListContacts.PageSize,
            search?.WholeNumber(isFound: rows.Count > 0));
    }

    private async Task<ContactSearch?> ReadAsync(string? text, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : ContactSearch.Of(text, (await organizations.GetCallingProfileAsync(cancellationToken)).Country, phoneNumbers);
}

using System.Globalization;
using System.Text;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Contacts;

/// <summary>Somebody an organization talks to.</summary>
public sealed class Contact : AggregateRoot, IOrganizationOwned
{
    public const int NameMaxLength = 120;
    public const int CompanyMaxLength = 120;
    public const int EmailMaxLength = 254;

    private Contact()
    {
    }

    public ContactId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    public string? Company { get; private set; }

    public string? Email { get; private set; }

    /// <summary>Null where none is known: the contact cannot be called then.</summary>
    public PhoneNumber? Phone { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>One of the <see cref="AdditionMarks"/>, unique in the organization; null where it was not added by hand.</summary>
    public string? FormMark { get; private set; }

    /// <summary>Likewise.</summary>
    public string? MinuteMark { get; private set; }

    /// <summary>Name and company in lower case without accents, and the number: what searches look in.</summary>
    public string SearchText { get; private set; } = "";

    public static Contact Add(
        ContactId id,
        OrganizationId organizationId,
        string name,
        string? company,
        string? email,
        PhoneNumber? phone,
        DateTimeOffset now,
        AdditionMarks? marks = null)
    {
        return new Contact
        {
            Id = id,
            OrganizationId = organizationId,
            Name = name,
            Company = company,
            Email = email,
            Phone = phone,
            CreatedAt = now,
            FormMark = marks?.Form,
            MinuteMark = marks?.Minute,
            SearchText = SearchTextOf(name, company, phone),
        };
    }

    public void Edit(string name, string? company, string? email, PhoneNumber? phone)
    {
        Name = name;
        Company = company;
        Email = email;
        Phone = phone;
        SearchText = SearchTextOf(name, company, phone);
        CountChange();
    }

    /// <summary>Folds what a person types the way <see cref="SearchText"/> is folded.</summary>
    public static string Fold(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(character => CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark))
        // Composed again: decomposed Korean would be three times as long and not fit the column.
        .Normalize(NormalizationForm.FormC).ToLowerInvariant();

    private static string SearchTextOf(string name, string? company, PhoneNumber? phone) => Fold($"{name} {company} {phone?.Value}");
}

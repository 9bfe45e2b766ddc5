using CrmVoice.Application.Contacts;
using CrmVoice.Web.Shared;

namespace CrmVoice.Web.Features.Contacts;

public sealed class ContactForm : IForm
{
    public Guid Id { get; init; }

    public string? Name { get; init; }

    public string? Company { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string View => Id == Guid.Empty ? "New" : "Edit";

    public static ContactForm Of(ContactView contact, Viewer viewer) => new()
    {
        Id = contact.Id,
        Name = contact.Name,
        Company = contact.Company,
        Email = contact.Email,
        Phone = contact.Phone is null ? null : viewer.Number(contact.Phone),
    };

    public SaveContact ToCommand() => new(Id == Guid.Empty ? null : Id, Name ?? "", Company, Email, Phone);
}

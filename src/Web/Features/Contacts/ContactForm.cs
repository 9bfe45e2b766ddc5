using CrmVoice.Application.Contacts;
using CrmVoice.Web.Shared;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CrmVoice.Web.Features.Contacts;

public sealed class ContactForm : IEditForm
{
    [FromRoute]
    public Guid Id { get; init; }

    /// <summary>Tells one new contact's form from another's: sent twice, it adds one contact.</summary>
    public Guid? FormId { get; init; }

    [Field("form.name")]
    public string? Name { get; init; }

    [Field("form.company")]
    public string? Company { get; init; }

    [Field("form.email")]
    public string? Email { get; init; }

    [Field("form.phone")]
    public string? Phone { get; init; }

    public string? Original { get; set; }

    [BindNever]
    public int? Version { get; set; }

    public string View => Id == Guid.Empty ? "New" : "Edit";

    public static ContactForm New(string? phone = null) => new() { FormId = Guid.CreateVersion7(), Phone = phone };

    public static ContactForm Of(ContactView contact, Viewer viewer) => new()
    {
        Id = contact.Id,
        Name = contact.Name,
        Company = contact.Company,
        Email = contact.Email,
        Phone = contact.Phone is null ? null : viewer.Number(contact.Phone),
        Version = contact.Version,
    };

    public async Task<IEditForm?> ReadAsync(IMediator mediator, Viewer viewer, CancellationToken cancellationToken) =>
        Id == Guid.Empty ? null : Of((await mediator.Send(new GetContact(Id), cancellationToken)).Contact, viewer);

    public SaveContact ToCommand() => new(Id == Guid.Empty ? null : Id, Name ?? "", Company, Email, Phone, Version, FormId);
}

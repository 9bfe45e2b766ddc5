using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations.Contracts;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Contacts;

/// <summary>
/// Adds a contact, or edits the one with this id. Returns the id; an identical contact added a moment ago is not added again.
/// </summary>
/// <param name="Phone">In any spelling; empty where none is known.</param>
/// <param name="Version">Of the contact as it was seen when it was edited.</param>
/// <param name="FormId">Of the form that a new contact was filled in with.</param>
[NotAudited("contacts are everybody's to edit, and no setting")]
public sealed record SaveContact(
    Guid? Id,
    string Name,
    string? Company,
    string? Email,
    string? Phone,
    int? Version = null,
    Guid? FormId = null) : ICommand<Guid>;

internal sealed class SaveContactValidator : AbstractValidator<SaveContact>
{
    public SaveContactValidator()
    {
        RuleFor(c => c.Name).NotEmpty().MaximumLength(Contact.NameMaxLength);
        RuleFor(c => c.Company).MaximumLength(Contact.CompanyMaxLength);
        RuleFor(c => c.Email).EmailAddress().MaximumLength(Contact.EmailMaxLength).When(c => !string.IsNullOrWhiteSpace(c.Email));
        RuleFor(c => c.Phone).MaximumLength(64);
    }
}

internal sealed class SaveContactHandler(
    IContactRepository contacts,
    IOrganizationDirectory organizations,
    IPhoneNumbers phoneNumbers,
    ICurrentUser user,
    TimeProvider clock) : IRequestHandler<SaveContact, Guid>
{
    public async Task<Guid> Handle(SaveContact command, CancellationToken cancellationToken)
    {
        var country = (await organizations.GetCallingProfileAsync(cancellationToken)).Country;
        var (name, company, email) = (command.Name.Trim(), TrimToNull(command.Company), TrimToNull(command.Email));
        if (command.Id is { } id)
        {
            var known = await contacts.FindAsync(new ContactId(id), cancellationToken) ?? throw new NotFoundException("Contact");
            known.EnsureStillAt(command.Version);
            known.Edit(name, company, email, phoneNumbers.ReadOptional(command.Phone, country, known.Phone));
            return id;
        }

        var phone = phoneNumbers.ReadOptional(command.Phone, country);
        var now = clock.GetUtcNow();
        var marks = AdditionMarks.Of(user.MembershipId, command.FormId, name, company, email, phone, now);
        if (await contacts.FindAddedAsync(marks, cancellationToken) is { } twin)
        {
            return twin.Value;
        }

        var added = Contact.Add(ContactId.New(), user.OrganizationId, name, company, email, phone, now, marks);
        contacts.Add(added);
        return added.Id.Value;
    }

    private static string? TrimToNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

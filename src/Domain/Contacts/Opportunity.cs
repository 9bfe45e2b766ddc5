using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Contacts;

/// <summary>A possible deal with a contact, to which calls may be linked.</summary>
public sealed class Opportunity : AggregateRoot, IOrganizationOwned
{
    public const int TitleMaxLength = 160;

    private Opportunity()
    {
    }

    public OpportunityId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public ContactId ContactId { get; private set; }

    public string Title { get; private set; } = "";

    public bool IsOpen { get; private set; }

    public static Opportunity Open(OpportunityId id, OrganizationId organizationId, ContactId contactId, string title) => new()
    {
        Id = id,
        OrganizationId = organizationId,
        ContactId = contactId,
        Title = title,
        IsOpen = true,
    };
}

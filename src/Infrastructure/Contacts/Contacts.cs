using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrmVoice.Infrastructure.Contacts;

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("Contacts");
        builder.HasKey(contact => contact.Id);
        builder.Property(contact => contact.Id).ValueGeneratedNever();
        builder.Property(contact => contact.Version).IsConcurrencyToken();
        builder.Property(contact => contact.Name).HasMaxLength(Contact.NameMaxLength);
        builder.Property(contact => contact.Company).HasMaxLength(Contact.CompanyMaxLength);
        builder.Property(contact => contact.Email).HasMaxLength(Contact.EmailMaxLength);
        builder.Property(contact => contact.SearchText)
            .HasMaxLength(Contact.NameMaxLength + Contact.CompanyMaxLength + PhoneNumber.MaxLength + 2);
        builder.Property(contact => contact.FormMark).HasMaxLength(AdditionMarks.Length).IsFixedLength().IsUnicode(false);
        builder.Property(contact => contact.MinuteMark).HasMaxLength(AdditionMarks.Length).IsFixedLength().IsUnicode(false);
        builder.HasIndex(contact => new { contact.OrganizationId, contact.FormMark }).IsUnique();
        builder.HasIndex(contact => new { contact.OrganizationId, contact.MinuteMark }).IsUnique();
        builder.HasIndex(contact => new { contact.OrganizationId, contact.SearchText });
        builder.HasIndex(contact => new { contact.OrganizationId, contact.Phone });
    }
}

internal sealed class OpportunityConfiguration : IEntityTypeConfiguration<Opportunity>
{
    public void Configure(EntityTypeBuilder<Opportunity> builder)
    {
        builder.ToTable("Opportunities");
        builder.HasKey(opportunity => opportunity.Id);
        builder.Property(opportunity => opportunity.Id).ValueGeneratedNever();
        builder.Property(opportunity => opportunity.Version).IsConcurrencyToken();
        builder.Property(opportunity => opportunity.Title).HasMaxLength(Opportunity.TitleMaxLength);
        builder.HasIndex(opportunity => new { opportunity.OrganizationId, opportunity.ContactId });
        builder.HasOne<Contact>().WithMany().HasForeignKey(opportunity => opportunity.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ContactRepository(CrmVoiceDbContext db) : IContactRepository
{
    public void Add(Contact contact) => db.Contacts.Add(contact);

    public Task<ContactId?> FindAddedAsync(AdditionMarks marks, CancellationToken cancellationToken) =>
        db.Contacts.Where(contact =>
                contact.MinuteMark == marks.Minute
                || contact.MinuteMark == marks.MinuteBefore
                || (marks.Form != null && contact.FormMark == marks.Form))
            .OrderBy(contact => contact.CreatedAt)
            .Select(contact => (ContactId?)contact.Id)
            .FirstOrDefaultAsync(cancellationToken);

    public Task<Contact?> FindAsync(ContactId id, CancellationToken cancellationToken) =>
        db.Contacts.FirstOrDefaultAsync(contact => contact.Id == id, cancellationToken);
}

using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>The audit log is added to, and that is all.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class AuditTests(DatabaseProvider database)
{
    private readonly Rows rows = new();
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [TestCase(EntityState.Modified)]
    [TestCase(EntityState.Deleted)]
    public async Task An_entry_is_neither_changed_nor_deleted(EntityState change)
    {
        await store.SaveAsync(rows.Organization, rows.Audited(rows.Member().Id));

        Assert.That(
            () => store.AsAsync(rows.Organization, async db =>
            {
                db.Entry(await db.AuditEntries.SingleAsync()).State = change;
                return await db.SaveChangesAsync();
            }),
            Throws.InvalidOperationException.With.Message.Contains("neither changed nor deleted"));
        Assert.That(await store.AsAsync(rows.Organization, db => db.AuditEntries.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task An_entry_comes_back_as_it_was_written()
    {
        var written = rows.Audited(rows.Member().Id);
        await store.SaveAsync(rows.Organization, written);

        var read = await store.AsAsync(rows.Organization, db => db.AuditEntries.AsNoTracking().SingleAsync());

        Assert.That(
            (read.Id, read.At, read.MemberId, read.Action, read.Kind, read.RecordId, read.Address),
            Is.EqualTo(
                (written.Id, written.At, written.MemberId, AuditAction.RoleChanged, AuditedKind.Member, written.RecordId, "192.0.2.1")));
        Assert.That(read.Changes, Is.EqualTo(new[] { new AuditedChange("role", "agent", "admin") }));
    }

    [Test]
    public async Task What_a_person_does_is_told_to_another_organization_with_the_same_change_and_nothing_else_is()
    {
        var theirs = new Rows();
        var member = theirs.Member();

        await store.AsAsync(rows.Organization, db =>
        {
            db.Add(rows.Member());
            db.Tell(theirs.Audited(member.Id));
            return db.SaveChangesAsync();
        });

        Assert.That(await store.AsAsync(theirs.Organization, db => db.AuditEntries.CountAsync()), Is.EqualTo(1));
        Assert.That(await store.AsAsync(rows.Organization, db => db.AuditEntries.CountAsync()), Is.Zero);
        Assert.That(await store.AsAsync(theirs.Organization, db => db.Set<Membership>().CountAsync()), Is.Zero);
    }
}

using System.Reflection;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>Nothing of one organization is read or written by another.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class OrganizationTests(DatabaseProvider database)
{
    private readonly Rows ours = new();
    private readonly Rows theirs = new();
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task Of_every_type_only_the_own_rows_are_seen_and_none_without_an_organization()
    {
        await store.SaveAsync(ours.Organization, [ours.Founded(), .. ours.OneOfEach()]);
        await store.SaveAsync(theirs.Organization, [theirs.Founded(), .. theirs.OneOfEach()]);
        foreach (var type in await OwnedTypesAsync())
        {
            Assert.That(await OwnersSeenAsync(type, ours.Organization), Is.EqualTo(new[] { ours.Organization }), type.Name);
            Assert.That(await OwnersSeenAsync(type, organization: null), Is.Empty, type.Name);
        }

        Assert.That(
            await store.AsAsync(ours.Organization, db => db.Organizations.Select(organization => organization.Id).ToListAsync()),
            Is.EqualTo(new[] { ours.Organization }));
        Assert.That(await store.AsAsync(null, db => db.Organizations.AnyAsync()), Is.False);
    }

    [Test]
    public async Task A_row_of_another_organization_is_not_stored_whatever_it_is()
    {
        var foreign = theirs.OneOfEach();
        Assert.That(
            foreign.Select(row => row.GetType()).Distinct(),
            Is.EquivalentTo(await OwnedTypesAsync()),
            "A type is missing from Rows.OneOfEach.");
        foreach (var row in foreign)
        {
            Assert.That(
                () => store.AsAsync(ours.Organization, db =>
                {
                    db.Entry(row).State = EntityState.Added;
                    return db.SaveChangesAsync();
                }),
                Throws.InvalidOperationException.With.Message.Contains("another organization"),
                row.GetType().Name);
        }
    }

    [TestCase(EntityState.Modified)]
    [TestCase(EntityState.Deleted)]
    public async Task A_row_of_another_organization_is_neither_changed_nor_deleted(EntityState change)
    {
        var contact = theirs.Contact();
        await store.SaveAsync(theirs.Organization, contact);
        Assert.That(
            () => store.AsAsync(ours.Organization, db =>
            {
                db.Entry(contact).State = change;
                return db.SaveChangesAsync();
            }),
            Throws.InvalidOperationException.With.Message.Contains("another organization"));
    }

    [Test]
    public async Task Storing_around_the_checks_is_not_possible() =>
        Assert.That(
            await store.AsAsync(ours.Organization, db => Task.FromResult(Assert.Throws<NotSupportedException>(() => db.SaveChanges()))),
            Is.Not.Null);

    private Task<Type[]> OwnedTypesAsync() =>
        store.AsAsync(
            null,
            db =>
                Task.FromResult(
                    db.Model.GetEntityTypes().Select(entity => entity.ClrType).Where(typeof(IOrganizationOwned).IsAssignableFrom).ToArray())
        );

    private Task<OrganizationId[]> OwnersSeenAsync(Type type, OrganizationId? organization) =>
        store.AsAsync(
            organization,
            db =>
                (Task<OrganizationId[]>)
                    GetType()
                        .GetMethod(nameof(OwnersAsync), BindingFlags.Static | BindingFlags.NonPublic)!
                        .MakeGenericMethod(type)
                        .Invoke(null, [db])!);

    private static async Task<OrganizationId[]> OwnersAsync<TRow>(CrmVoiceDbContext db)
        where TRow : class, IOrganizationOwned =>
        [.. (await db.Set<TRow>().AsNoTracking().ToListAsync()).Select(row => row.OrganizationId).Distinct()];
}

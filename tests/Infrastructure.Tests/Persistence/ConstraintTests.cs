using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Contacts;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Calls;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Persistence;

/// <summary>What the database itself refuses, and what it must tell apart.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
internal sealed class ConstraintTests(DatabaseProvider database)
{
    private readonly Rows rows = new();
    private Store store = null!;

    [SetUp]
    public async Task CreateAsync() => store = await Store.CreateAsync(database);

    [TearDown]
    public async Task DropAsync() => await store.DisposeAsync();

    [Test]
    public async Task Of_two_who_change_the_same_row_the_later_one_is_told()
    {
        var contact = rows.Contact();
        await store.SaveAsync(rows.Organization, contact);
        await store.AsAsync(
            rows.Organization,
            async slow =>
            {
                var read = await slow.Contacts.SingleAsync();
                await RenameAsync("Fast");
                read.Edit("Slow", null, null, null);
                Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
                return read;
            });
        Assert.That(
            await store.AsAsync(rows.Organization, db => db.Contacts.Select(stored => stored.Name).SingleAsync()),
            Is.EqualTo("Fast"));
    }

    [Test]
    public async Task Two_processes_never_give_away_the_same_turn_of_an_account()
    {
        await store.SaveAsync(rows.Organization, CarrierPace.Of("AC1", Rows.Noon));
        await store.AsAsync(rows.Organization, async slow =>
        {
            var read = await slow.CarrierPaces.SingleAsync();
            await store.AsAsync(rows.Organization, async fast =>
            {
                (await fast.CarrierPaces.SingleAsync()).Reserve(1, Rows.Noon);
                return await fast.SaveChangesAsync();
            });
            read.Reserve(1, Rows.Noon);
            Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => slow.SaveChangesAsync());
            return read;
        });
        AssertAlreadyThere(CarrierPace.Of("AC1", Rows.Noon));
    }

    [Test]
    public async Task A_member_has_one_seat()
    {
        var (one, other, member) = (rows.Call(), rows.Call(), MembershipId.New());
        Seat[] seats = [new(rows.Organization, member, one.Id), new(rows.Organization, MembershipId.New(), one.Id)];
        await store.SaveAsync(rows.Organization, [one, other, .. seats]);
        AssertAlreadyThere(new Seat(rows.Organization, member, other.Id));
    }

    [Test]
    public async Task A_leg_belongs_to_one_call()
    {
        var sid = rows.Sid("CA");
        await store.SaveAsync(rows.Organization, WithLeg(sid));
        AssertAlreadyThere(WithLeg(sid));
    }

    [Test]
    public async Task Legs_whose_SIDs_differ_in_case_are_two()
    {
        var sid = $"CA{new string('a', 32)}";
        await store.SaveAsync(rows.Organization, WithLeg(sid));
        await store.SaveAsync(rows.Organization, WithLeg($"CA{new string('A', 32)}"));
        Assert.That(
            await store.AsAsync(
                rows.Organization,
                db =>
                    new CallRepository(db, new OrganizationScope()).FindKnownLegsAsync(
                        [sid, $"CA{new string('b', 32)}"],
                        CancellationToken.None)),
            Is.EqualTo(new[] { sid }));
    }

    [Test]
    public async Task Two_organizations_may_know_the_same_leg()
    {
        var (sid, others) = (rows.Sid("CA"), new Rows());
        await store.SaveAsync(rows.Organization, WithLeg(sid));
        await store.SaveAsync(others.Organization, WithLeg(sid, others));
    }

    [Test]
    public async Task A_recording_is_stored_once()
    {
        var sid = rows.Sid("RE");
        await store.SaveAsync(rows.Organization, WithRecording());
        AssertAlreadyThere(WithRecording());

        Call WithRecording()
        {
            var call = rows.Call();
            call.MergeRecording(sid, RecordingStatus.Completed, durationSeconds: null, channels: null, Rows.Noon);
            return call;
        }
    }

    [Test]
    public async Task Idempotency_keys_that_differ_in_case_or_accents_are_two()
    {
        var member = MembershipId.New();
        await store.SaveAsync(
            rows.Organization,
            rows.IdempotentAnswer(member, "Key-a"),
            rows.IdempotentAnswer(member, "key-A"),
            rows.IdempotentAnswer(member, "kéy-a"));
        AssertAlreadyThere(rows.IdempotentAnswer(member, "key-A"));
        var found = await store.AsAsync(
            rows.Organization,
            db => new IdempotentAnswers(db, TimeProvider.System).FindAsync(member, "KEY-A", CancellationToken.None));
        Assert.That(found, Is.Null);
    }

    [Test]
    public async Task A_token_is_issued_once()
    {
        var member = rows.Member();
        await store.SaveAsync(rows.Organization, member, ApiToken.Issue(member, "a token", Rows.Noon));
        AssertAlreadyThere(ApiToken.Issue(member, "a token", Rows.Noon));
        await store.SaveAsync(rows.Organization, ApiToken.Issue(member, "A token", Rows.Noon));
    }

    [Test]
    public async Task What_others_hang_on_cannot_be_deleted_from_under_them()
    {
        var contact = rows.Contact();
        await store.SaveAsync(rows.Organization, contact, Opportunity.Open(OpportunityId.New(), rows.Organization, contact.Id, "A fleet"));
        var failure = Assert.ThrowsAsync<DbUpdateException>(() => store.AsAsync(rows.Organization, async db =>
        {
            db.Remove(await db.Contacts.SingleAsync());
            return await db.SaveChangesAsync();
        }));
        Assert.That(UnitOfWork.IsUniqueViolation(failure!.InnerException), Is.False);
    }

    [Test]
    public void A_text_longer_than_its_column_is_refused_on_both() => Assert.That(
        () => store.SaveAsync(rows.Organization, rows.Contact(new string('x', Contact.NameMaxLength + 1))),
        Throws.InvalidOperationException.With.Message.Contains("Contact.Name"));

    [Test]
    public async Task Everything_that_may_be_said_of_a_contact_fits_its_search_text()
    {
        var korean = string.Concat(Enumerable.Repeat("한", Contact.NameMaxLength));
        await store.SaveAsync(rows.Organization, rows.Contact(korean, korean));
        Assert.That(
            await store.AsAsync(rows.Organization, db => db.Contacts.CountAsync(contact => contact.SearchText.Contains(korean))),
            Is.EqualTo(1));
    }

    private Call WithLeg(string sid, Rows? of = null)
    {
        var call = (of ?? rows).Call();
        call.MergeLeg(LegRole.Agent, sid, parentCallSid: null, new LegReport(LegStatus.Ringing, Rows.Noon, FactSource.Callback), Rows.Noon);
        return call;
    }

    private Task<int> RenameAsync(string name) => store.AsAsync(rows.Organization, async db =>
    {
        (await db.Contacts.SingleAsync()).Edit(name, null, null, null);
        return await db.SaveChangesAsync();
    });

    private void AssertAlreadyThere(object row)
    {
        var failure = Assert.ThrowsAsync<DbUpdateException>(() => store.SaveAsync(rows.Organization, row));
        Assert.That(UnitOfWork.IsUniqueViolation(failure!.InnerException), Is.True);
    }
}

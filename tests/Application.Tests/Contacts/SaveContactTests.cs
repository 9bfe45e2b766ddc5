using CrmVoice.Application.Contacts;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Contacts;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class SaveContactTests(DatabaseProvider database)
{
    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_contact_that_was_changed_since_it_was_seen_is_not_changed_again()
    {
        var seen = (await crm.SendAsync(new GetContact(crm.Contact.Value))).Contact;
        await crm.SendAsync(new SaveContact(seen.Id, "Carlos", null, null, null, seen.Version));

        Assert.That(
            () => crm.SendAsync(new SaveContact(seen.Id, "Karl", null, null, null, seen.Version)),
            Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(RuleCodes.ConcurrentChange));
        Assert.That((await crm.SendAsync(new GetContact(seen.Id))).Contact.Name, Is.EqualTo("Carlos"));
    }

    [Test]
    public async Task Equal_additions_at_the_same_instant_are_one([Values] bool isSameForm)
    {
        var form = Guid.NewGuid();

        var ids = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => crm.SendAsync(Lia(isSameForm ? form : Guid.NewGuid()))));

        Assert.That(ids.Distinct(), Has.Exactly(1).Items);
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_form_that_is_sent_again_much_later_adds_nothing_and_an_equal_one_adds_another()
    {
        var form = Guid.NewGuid();
        await crm.SendAsync(Lia(form));
        crm.Clock.Advance(TimeSpan.FromSeconds(59));
        await crm.SendAsync(Lia(Guid.NewGuid()));
        Assert.That(await CountAsync(), Is.EqualTo(1), "within the minute");

        crm.Clock.Advance(TimeSpan.FromHours(3));
        await crm.SendAsync(Lia(form));
        Assert.That(await CountAsync(), Is.EqualTo(1), "the same form");

        await crm.SendAsync(Lia(Guid.NewGuid()));
        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Two_people_may_each_add_the_same()
    {
        var form = Guid.NewGuid();
        await crm.SendAsync(Lia(form));
        await crm.SendAsync(Lia(form), crm.Colleague);
        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    private static SaveContact Lia(Guid form) => new(null, "Lia Prado", null, null, "+5511987650031", FormId: form);

    private Task<int> CountAsync() =>
        crm.LookAsync(db => db.Set<Domain.Contacts.Contact>().CountAsync(contact => contact.Name == "Lia Prado"));
}

using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Demo;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Infrastructure.Tests.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Infrastructure.Tests.Demo;

internal sealed class DemoHistoryTests
{
    [Test]
    public async Task Every_stored_call_has_the_numbers_of_the_rules_before()
    {
        await using var store = await Store.CreateAsync(DatabaseProvider.Sqlite);
        var rows = new Rows();
        var (organization, agents, contacts) = (
            rows.Founded(),
            new[] { rows.Member(), rows.Member() },
            new[] { rows.Contact(), rows.Contact("Helena Prado") });
        PhoneNumber[] numbers = [PhoneNumber.Parse("+551140000001")];
        organization.ConnectTwilio(
            new TwilioAccount("AC0000000000000000000000000000000a", null, null, "protected", null, numbers, null, null, Rows.Noon));
        await store.AsAsync(
            rows.Organization,
            db =>
            {
                db.AddRange([organization, .. agents, .. contacts]);
                new DemoHistory(db, organization, Rows.Noon).Add(agents, contacts);
                return db.SaveChangesAsync();
            });

        var calls = await store.AsAsync(rows.Organization, db => db.Calls.Include(call => call.Legs).ToListAsync());

        Assert.That(calls.Select(call => call.Result).Distinct().Count(), Is.GreaterThan(4));
        Assert.That(calls.Select(EarlierNumbers.Told), Is.EqualTo(calls.Select(EarlierNumbers.Of)));
    }
}

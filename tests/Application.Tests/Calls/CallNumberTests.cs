using CrmVoice.Application.Calls;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Which of the organization's numbers a call used.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class CallNumberTests(DatabaseProvider database)
{
    /// <summary>Typed with the account.</summary>
    private const string Used = "+551140000001";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync(database);

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_call_from_before_numbers_were_imported_tells_its_number_once_they_are()
    {
        var placed = await crm.SendAsync(new PlaceCall("+5511987650001", null));
        Assert.That((placed.From, placed.Number), Is.EqualTo((Used, (CallNumberView?)null)));

        var number = await AddAsync(NumberOrigin.Owned);
        var expected = new CallNumberView(number.Id.Value, Used, "Vendas");

        Assert.That((await crm.SeeAsync(placed.Id)).Number, Is.EqualTo(expected));
        Assert.That((await crm.SendAsync(new ListCalls())).Items.Select(call => call.Number), Is.EqualTo(new[] { expected }));
        Assert.That((await crm.SendAsync(new GetMyCall()))?.Number, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_number_that_Twilio_lists_no_longer_is_still_the_one_that_the_call_used()
    {
        var placed = await crm.SendAsync(new PlaceCall("+5511987650001", null));
        var number = await AddAsync(NumberOrigin.Owned);
        await ChangeAsync(number.Id, row => row.Remove(crm.Clock.GetUtcNow()));
        Assert.That((await crm.SeeAsync(placed.Id)).Number?.Label, Is.EqualTo("Vendas"));
    }

    [Test]
    public async Task A_verified_telephone_of_its_own_is_no_number_of_the_organization()
    {
        var placed = await crm.SendAsync(new PlaceCall("+5511987650001", null));
        await AddAsync(NumberOrigin.Verified);
        Assert.That((await crm.SeeAsync(placed.Id)).Number, Is.Null);
    }

    [Test]
    public async Task A_number_that_was_deleted_is_told_by_the_digits_alone()
    {
        var placed = await crm.SendAsync(new PlaceCall("+5511987650001", null));
        await AddAsync(NumberOrigin.Owned);
        await crm.LookAsync(db => db.Numbers.ExecuteDeleteAsync());
        var seen = await crm.SeeAsync(placed.Id);
        Assert.That((seen.From, seen.Number), Is.EqualTo((Used, (CallNumberView?)null)));
    }

    private async Task<Number> AddAsync(NumberOrigin origin)
    {
        var number = Number.Add(crm.Agent.OrganizationId, PhoneNumber.Parse(Used), "BR", "Vendas", position: 0, crm.Clock.GetUtcNow());
        number.Bind(origin, $"PN{new string('1', 32)}", hasVoice: true, hasSms: false);
        await crm.LookAsync(db =>
        {
            db.Add(number);
            return db.SaveChangesAsync();
        });
        return number;
    }

    private Task<int> ChangeAsync(NumberId id, Action<Number> change) => crm.LookAsync(async db =>
    {
        change(await db.Numbers.SingleAsync(number => number.Id == id));
        return await db.SaveChangesAsync();
    });
}

using System.Text.Json;
using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Moq;
using NUnit.Framework.Constraints;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>Numbers as Twilio lists them, and what is made of them here.</summary>
public sealed class NumberTests
{
    /// <summary>Typed with the account.</summary>
    private const string Typed = "+551140000001";
    private const string Rio = "+552140000001";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task The_first_import_keeps_what_was_typed_and_the_next_binds_it()
    {
        var first = await ImportAsync([Listed(Rio, label: "Filial Rio"), Listed("+551140000009", hasVoice: false)]);
        Assert.That(first, Is.EqualTo(new NumberImport(Listed: 1, Added: 1, Removed: 0, Error: null)));
        Assert.That(
            await NumbersAsync(),
            Is.EqualTo(new[] { (Typed, null, "", "BR"), (Rio, SidOf(Rio), "Filial Rio", "BR") }),
            "one that cannot call is not taken in");
        Assert.That((await PageAsync()).Default, Is.EqualTo(Typed), "the first stays the caller ID");

        var next = await ImportAsync([Listed(Typed), Listed(Rio)]);
        Assert.That(next, Is.EqualTo(new NumberImport(Listed: 2, Added: 1, Removed: 0, Error: null)));
        Assert.That(await NumbersAsync(), Is.EqualTo(new[] { (Typed, SidOf(Typed), "", "BR"), (Rio, SidOf(Rio), "Filial Rio", "BR") }));
        Assert.That((await crm.SendAsync(new ListNumbers(), crm.Stranger)).Items, Is.Empty);
    }

    [Test]
    public async Task A_number_that_Twilio_lists_no_longer_is_kept_and_calls_come_from_it_no_more_until_it_is_back()
    {
        await ImportAsync([Listed(Rio), Listed(Typed)]);
        await crm.SendAsync(new ChangeCallerIdRule(await IdOfAsync(Rio), MatchesArea: false), crm.Supervisor);
        await crm.SendAsync(new ChangeNumber(await IdOfAsync(Rio), "Rio", crm.Agent.Id.Value), crm.Supervisor);

        Assert.That((await ImportAsync([Listed(Typed)])).Removed, Is.EqualTo(1));
        Assert.That((await PageAsync()).Items.Single(number => number.Number == Rio).RemovedAt, Is.EqualTo(crm.Clock.GetUtcNow()));
        Assert.That((await PageAsync()).Default, Is.EqualTo(Typed));
        Assert.That(() => crm.SendAsync(new PlaceCall("+5511987650001", null, From: Rio)), Refused(RuleCodes.CallerIdInvalid));

        await ImportAsync([Listed(Rio), Listed(Typed)]);
        Assert.That((await PageAsync()).Default, Is.EqualTo(Rio));
        Assert.That((await crm.SendAsync(new PlaceCall("+5511987650001", null))).From, Is.EqualTo(Rio));
    }

    [Test]
    public async Task Verified_caller_IDs_are_imported_too_and_neither_list_takes_away_what_the_other_shows()
    {
        HasVerified([Listed(Rio, label: "Filial Rio")]);
        await ImportAsync([Listed(Typed)]);
        Assert.That(await OriginsAsync(), Is.EqualTo(new[] { (Typed, NumberOrigin.Owned, false), (Rio, NumberOrigin.Verified, false) }));

        HasVerified([]);
        await ImportAsync([Listed(Typed)]);
        Assert.That(await OriginsAsync(), Is.EqualTo(new[] { (Typed, NumberOrigin.Owned, false), (Rio, NumberOrigin.Verified, true) }));

        HasVerified([Listed(Rio)]);
        await ImportAsync([]);
        Assert.That(await OriginsAsync(), Is.EqualTo(new[] { (Typed, NumberOrigin.Owned, true), (Rio, NumberOrigin.Verified, false) }));
    }

    [Test]
    public async Task Where_Twilio_does_not_list_the_verified_ones_they_stay_and_that_is_said()
    {
        HasVerified([Listed(Rio)]);
        await ImportAsync([Listed(Typed)]);
        HasVerified([], new CarrierErrorView(20403, "Forbidden"));

        var import = await ImportAsync([Listed(Typed)]);

        Assert.That((import.Error, import.CallerIdsError?.Code, import.Removed), Is.EqualTo(((CarrierErrorView?)null, (int?)20403, 0)));
        Assert.That(await OriginsAsync(), Is.EqualTo(new[] { (Typed, NumberOrigin.Owned, false), (Rio, NumberOrigin.Verified, false) }));
        Says(new ConnectionTest(Works: true, null, "", [], "https://crm.example") { OwnedNumbers = [Typed] });
        Assert.That((await crm.SendAsync(new TestTwilioConnection(), crm.Supervisor)).MissingNumbers, Is.Empty, "not known is not missing");
    }

    [Test]
    public async Task A_number_that_moves_to_Twilio_is_owned_from_then_on()
    {
        HasVerified([Listed(Rio)]);
        await ImportAsync([]);
        HasVerified([]);
        await ImportAsync([Listed(Rio)]);
        Assert.That((await OriginsAsync()).Single(number => number.Number == Rio), Is.EqualTo((Rio, NumberOrigin.Owned, false)));
    }

    [Test]
    public async Task A_connection_test_knows_both_kinds_typed_or_imported()
    {
        HasVerified([Listed(Typed)]);
        Says(new ConnectionTest(Works: true, null, "", [Typed], "https://crm.example") { LacksCallerId = true });
        var typed = await crm.SendAsync(new TestTwilioConnection(), crm.Supervisor);
        Assert.That((typed.MissingNumbers.Count, typed.LacksCallerId, typed.FoundNumbers[0]), Is.EqualTo((0, false, Typed)));

        await ImportAsync([]);
        Says(new ConnectionTest(Works: true, null, "", [], "https://crm.example"));
        var imported = await crm.SendAsync(new TestTwilioConnection(), crm.Supervisor);
        Assert.That((imported.MissingNumbers.Count, imported.LacksCallerId, imported.FoundNumbers[0]), Is.EqualTo((0, false, Typed)));
    }

    [TestCase(20003)]
    [TestCase(0)]
    public async Task Where_Twilio_does_not_say_nothing_is_changed(int code)
    {
        await ImportAsync([Listed(Rio)]);
        var before = await NumbersAsync();
        Says(new NumberListing([], IsWhole: false, new CarrierErrorView(code, "Authenticate")));

        var import = await crm.SendAsync(new ImportNumbers(), crm.Supervisor);

        Assert.That(import.Error?.Code, Is.EqualTo(code));
        Assert.That(await NumbersAsync(), Is.EqualTo(before));
        var steps = await crm.SendAsync(new GetFirstSteps(), crm.Supervisor);
        Assert.That(steps.Done.Contains(FirstStep.Number), Is.EqualTo(code == 0), "credentials that are refused prove nothing any more");
    }

    [Test]
    public async Task A_thousand_numbers_imported_twice_are_there_once_and_a_list_that_was_cut_off_takes_none_away()
    {
        ListedNumber[] thousand = [.. Enumerable.Range(0, 1000).Select(at => Listed($"+55114002{at:0000}"))];
        Assert.That((await ImportAsync(thousand)).Added, Is.EqualTo(1000));
        Assert.That((await ImportAsync(thousand)).Added, Is.Zero);
        Assert.That((await ImportAsync([Listed(Rio)], isWhole: false)).Removed, Is.Zero);

        var pages = new List<NumberView>();
        for (var page = 1; pages.Count == (page - 1) * ListNumbers.PageSize; page++)
        {
            pages.AddRange((await crm.SendAsync(new ListNumbers(page), crm.Supervisor)).Items);
        }

        Assert.That(
            pages.Select(number => number.Number),
            Is.EqualTo([Typed, .. thousand.Select(number => number.PhoneNumber.Value), Rio]));
        Says(
            new ConnectionTest(Works: true, ErrorCode: null, "Twilio accepted the credentials.", MissingNumbers: [], "https://crm.example")
            {
                OwnedNumbers = [.. thousand.Select(number => number.PhoneNumber.Value)],
            });
        var test = await crm.SendAsync(new TestTwilioConnection(), crm.Supervisor);
        var found = (string.Join(' ', test.MissingNumbers), test.LacksCallerId, test.FoundNumbers.Count);
        Assert.That(found, Is.EqualTo(($"{Typed} {Rio}", true, 1000)));
    }

    [Test]
    public async Task Another_account_has_none_of_the_numbers_until_it_lists_them_and_typing_counts_no_longer()
    {
        await ImportAsync([Listed(Typed), Listed(Rio)]);

        await ConnectAnotherAsync("+551140000005");

        Assert.That(await PageAsync(), Has.Property("Default").Null.And.Property("CallerIds").Empty.And.Property("HasAccount").True);
        Assert.That(() => crm.SendAsync(new PlaceCall("+5511987650001", null)), Refused(RuleCodes.TwilioNotConfigured));
        Assert.That((await crm.SendAsync(new GetTwilioAccount(), crm.Supervisor))?.HasImportedNumbers, Is.True);
        Assert.That((await ImportAsync([Listed(Rio)])).Added, Is.EqualTo(1));
        Assert.That((await PageAsync()).Default, Is.EqualTo(Rio));
    }

    [Test]
    public async Task Numbers_of_an_account_that_was_replaced_meanwhile_are_not_taken_in()
    {
        crm.Connection.Setup(twilio => twilio.ListNumbersAsync(It.IsAny<CancellationToken>())).Returns(async () =>
        {
            await ConnectAnotherAsync(Typed);
            return new NumberListing([Listed(Rio)], IsWhole: true);
        });

        Assert.That(() => crm.SendAsync(new ImportNumbers(), crm.Supervisor), Refused(RuleCodes.ConcurrentChange));
        Assert.That(await NumbersAsync(), Is.Empty);
    }

    [Test]
    public async Task Nobody_has_two_numbers_of_her_own_and_a_call_keeps_the_one_it_was_placed_with()
    {
        await ImportAsync([Listed(Typed), Listed(Rio), Listed("+551140000002")]);
        await crm.SendAsync(new ChangeNumber(await IdOfAsync(Rio), "Ana", crm.Agent.Id.Value), crm.Supervisor);
        var call = await crm.SendAsync(new PlaceCall("+5511987650001", null));
        Assert.That(call.From, Is.EqualTo(Rio));

        await crm.SendAsync(new ChangeNumber(await IdOfAsync("+551140000002"), "Ana", crm.Agent.Id.Value), crm.Supervisor);

        var owned = (await PageAsync()).Items.Where(number => number.MemberId is not null);
        Assert.That(owned.Select(number => number.Number), Is.EqualTo(new[] { "+551140000002" }));
        Assert.That((await crm.SeeAsync(call.Id)).From, Is.EqualTo(Rio));
        var mine = await IdOfAsync(Rio);
        var stranger = crm.Stranger.Id.Value;
        Assert.That(() => crm.SendAsync(new ChangeNumber(call.Id, "x", null), crm.Supervisor), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new ChangeNumber(mine, "x", stranger), crm.Supervisor), Throws.TypeOf<NotFoundException>());
        Assert.That(
            () => crm.SendAsync(new ChangeCallerIdRule(mine, MatchesArea: false), crm.Stranger),
            Throws.TypeOf<NotFoundException>());
    }

    [TestCase("+14155550100", "none of the organization's")]
    [TestCase("(21) 4000", "no number")]
    [TestCase("call me", "no number")]
    public void A_call_comes_from_no_number_but_the_organizations(string from, string why) =>
        Assert.That(() => crm.SendAsync(new PlaceCall("+5511987650001", null, From: from)), Refused(RuleCodes.CallerIdInvalid), why);

    [Test]
    public async Task The_number_to_call_from_may_be_chosen_in_any_spelling_and_an_older_key_still_answers()
    {
        var chosen = new PlaceCall("+5511987650001", null, IdempotencyKey: "order-1", From: "(11) 4000-0001");
        var first = await crm.SendAsync(chosen);

        Assert.That(first.From, Is.EqualTo(Typed));
        Assert.That((await crm.SendAsync(chosen)).Id, Is.EqualTo(first.Id));
        Assert.That(() => crm.SendAsync(chosen with { From = null }), Refused(RuleCodes.IdempotencyKeyReused));
        Assert.That(
            JsonSerializer.Serialize(chosen with { From = null }),
            Does.Not.Contain("From"),
            "what is hashed for a key is what was");
    }

    private static string SidOf(string number) => $"PN{number[1..].PadLeft(32, '0')}";

    private static ListedNumber Listed(string number, string label = "", bool hasVoice = true) =>
        new(SidOf(number), PhoneNumber.Parse(number), label, hasVoice, HasSms: false);

    private static EqualStringConstraint Refused(string code) => Throws.TypeOf<DomainRuleException>().With.Property("Code").EqualTo(code);

    private void Says(NumberListing listing) =>
        crm.Connection.Setup(twilio => twilio.ListNumbersAsync(It.IsAny<CancellationToken>())).ReturnsAsync(listing);

    private void HasVerified(IReadOnlyList<ListedNumber> numbers, CarrierErrorView? error = null) =>
        crm.CallerIds.Setup(twilio => twilio.ListAsync(null, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing(numbers, IsWhole: error is null, error) { Origin = NumberOrigin.Verified });

    private async Task<(string Number, NumberOrigin Origin, bool IsRemoved)[]> OriginsAsync() =>
        [.. (await PageAsync()).Items.Select(number => (number.Number, number.Origin, number.RemovedAt is not null))];

    private void Says(ConnectionTest test) =>
        crm.Connection.Setup(twilio => twilio.TestAsync(It.IsAny<CancellationToken>())).ReturnsAsync(test);

    private Task<MediatR.Unit> ConnectAnotherAsync(string number) =>
        crm.SendAsync(
            new ConnectTwilioAccount("AC0000000000000000000000000000000f", null, null, "token", false, [number], null, null, null),
            crm.Supervisor);

    private Task<NumberImport> ImportAsync(IReadOnlyList<ListedNumber> numbers, bool isWhole = true)
    {
        Says(new NumberListing(numbers, isWhole));
        return crm.SendAsync(new ImportNumbers(), crm.Supervisor);
    }

    private Task<NumberPage> PageAsync() => crm.SendAsync(new ListNumbers(), crm.Supervisor);

    private async Task<Guid> IdOfAsync(string number) => (await PageAsync()).Items.Single(item => item.Number == number).Id;

    private async Task<(string Number, string? Sid, string Label, string? Country)[]> NumbersAsync() =>
        [.. (await PageAsync()).Items.Select(number => (number.Number, number.Sid, number.Label, number.Country))];
}

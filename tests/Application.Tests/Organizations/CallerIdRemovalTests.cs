using CrmVoice.Application.Calls;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Moq;
using NUnit.Framework.Constraints;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>A verified caller ID goes away at Twilio and here, or in neither place.</summary>
public sealed class CallerIdRemovalTests
{
    private const string Owned = "+551140000001";
    private const string Office = "+551131230009";
    private const string Spare = "+552140000001";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync();
        crm.Connection.Setup(twilio => twilio.ListNumbersAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing([Listed(Owned), Listed(Spare)], IsWhole: true));
        crm.CallerIds.Setup(twilio => twilio.ListAsync(null, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing([Listed(Office)], IsWhole: true) { Origin = NumberOrigin.Verified });
        Says(error: null);
        await crm.SendAsync(new ImportNumbers(), crm.Supervisor);
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task One_that_no_calls_come_from_is_removed_at_Twilio_and_here_and_that_is_audited()
    {
        await RemoveAsync(Office);

        crm.CallerIds.Verify(twilio => twilio.RemoveAsync(SidOf(Office), It.IsAny<CancellationToken>()), Times.Once());
        Assert.That((await NumberAsync(Office)).RemovedAt, Is.EqualTo(crm.Clock.GetUtcNow()));
        Assert.That(() => crm.SendAsync(new PlaceCall("+5511987650001", null, From: Office)), Refused(RuleCodes.CallerIdInvalid));
        var entry = await crm.LookAsync(db =>
            db.AuditEntries.AsNoTracking().SingleAsync(entry => entry.Action == AuditAction.CallerIdRemoved));
        Assert.That(entry.RecordId, Is.EqualTo((await NumberAsync(Office)).Id));
    }

    [Test]
    public async Task The_default_is_removed_only_with_what_takes_its_place()
    {
        await crm.SendAsync(new ChangeCallerIdRule((await NumberAsync(Office)).Id, MatchesArea: false), crm.Supervisor);
        Assert.That((await crm.SendAsync(new GetCallerIdRemoval((await NumberAsync(Office)).Id), crm.Supervisor)).NeedsInstead, Is.True);
        Assert.That(() => RemoveAsync(Office), Refused(RuleCodes.CallerIdInUse));
        Assert.That(() => RemoveAsync(Office, instead: Office), Refused(RuleCodes.CallerIdInUse));
        NothingIsAsked();

        await RemoveAsync(Office, instead: Spare);

        Assert.That((await PageAsync()).Default, Is.EqualTo(Spare));
    }

    [TestCase(Owned, null, "it is the default, which she calls from then")]
    [TestCase(Spare, "hers", "it is hers then")]
    public async Task That_of_an_agent_is_removed_only_with_what_she_calls_from_then(string instead, string? whose, string why)
    {
        await crm.SendAsync(new ChangeNumber((await NumberAsync(Office)).Id, "", crm.Agent.Id.Value), crm.Supervisor);
        Assert.That(() => RemoveAsync(Office), Refused(RuleCodes.CallerIdInUse));
        NothingIsAsked();

        await RemoveAsync(Office, instead);

        Assert.That((await NumberAsync(instead)).MemberId, Is.EqualTo(whose is null ? null : crm.Agent.Id.Value), why);
        Assert.That((await crm.SendAsync(new PlaceCall("+5511987650001", null))).From, Is.EqualTo(instead));
    }

    [Test]
    public async Task A_number_of_somebody_else_takes_nobodys_place()
    {
        await crm.SendAsync(new ChangeNumber((await NumberAsync(Office)).Id, "", crm.Agent.Id.Value), crm.Supervisor);
        await crm.SendAsync(new ChangeNumber((await NumberAsync(Spare)).Id, "", crm.Colleague.Id.Value), crm.Supervisor);

        Assert.That(() => RemoveAsync(Office, instead: Spare), Refused(RuleCodes.CallerIdInUse));
        NothingIsAsked();
    }

    [TestCase(20003)]
    [TestCase(0)]
    public async Task Where_Twilio_refuses_or_does_not_answer_nothing_changes_here(int code)
    {
        Says(new CarrierErrorView(code, "No"));
        Assert.That((await RemoveAsync(Office))?.Code, Is.EqualTo(code));
        Assert.That((await NumberAsync(Office)).RemovedAt, Is.Null);
    }

    [Test]
    public async Task A_number_that_is_owned_or_another_organizations_is_not_removed()
    {
        var office = (await NumberAsync(Office)).Id;
        Assert.That(() => RemoveAsync(Owned), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new RemoveCallerId(office, null), crm.Stranger), Throws.TypeOf<NotFoundException>());
        NothingIsAsked();
    }

    private static EqualStringConstraint Refused(string code) => Throws.TypeOf<DomainRuleException>().With.Property("Code").EqualTo(code);

    private static string SidOf(string number) => $"PN{number[1..].PadLeft(32, '0')}";

    private static ListedNumber Listed(string number) => new(SidOf(number), PhoneNumber.Parse(number), "", HasVoice: true, HasSms: false);

    private void Says(CarrierErrorView? error) =>
        crm.CallerIds.Setup(twilio => twilio.RemoveAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(error);

    private void NothingIsAsked() =>
        crm.CallerIds.Verify(twilio => twilio.RemoveAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never());

    private async Task<CarrierErrorView?> RemoveAsync(string number, string? instead = null) =>
        await crm.SendAsync(
            new RemoveCallerId((await NumberAsync(number)).Id, instead is null ? null : (await NumberAsync(instead)).Id),
            crm.Supervisor);

    private Task<NumberPage> PageAsync() => crm.SendAsync(new ListNumbers(), crm.Supervisor);

    private async Task<NumberView> NumberAsync(string number) => (await PageAsync()).Items.Single(one => one.Number == number);
}

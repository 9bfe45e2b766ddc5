using CrmVoice.Application.Calls;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Carrier.Inbox;
using CrmVoice.Application.Common;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Audit;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Carrier.Inbox;
using CrmVoice.Infrastructure.Organizations;
using Microsoft.EntityFrameworkCore;
using Moq;
using NUnit.Framework.Constraints;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>Numbers outside of Twilio, which are shown to be the organization's by a code.</summary>
public sealed class CallerIdVerificationTests
{
    private const string Office = "+551131230009";
    private const string Sid = "PN00000000000000000000000000000009";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync();
        Answers(new VerificationAnswer.Rings("123456"));
        await crm.Service<WebhookInbox>().StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await crm.Service<WebhookInbox>().StopAsync(CancellationToken.None);
        await crm.DisposeAsync();
    }

    [Test]
    public async Task The_code_is_given_to_whoever_asked_and_the_report_makes_the_number_the_organizations()
    {
        var started = await VerifyAsync("(11) 3123-0009", "Recepção");
        Assert.That(
            (started.Code, started.Error, await StateAsync(started.Id)),
            Is.EqualTo(("123456", (CarrierErrorView?)null, VerificationState.Ringing)));

        await ReportAsync(started.Id, ("VerificationStatus", "success"), ("OutgoingCallerIdSid", Sid));
        await ReportAsync(started.Id, ("VerificationStatus", "failed"));
        await ReportAsync(started.Id, ("VerificationStatus", "success"), ("OutgoingCallerIdSid", Sid));

        Assert.That(await StateAsync(started.Id), Is.EqualTo(VerificationState.Verified));
        var number = (await NumbersAsync()).Single(number => number.Number == Office);
        Assert.That((number.Origin, number.Sid, number.Label, number.HasVoice), Is.EqualTo((NumberOrigin.Verified, Sid, "Recepção", true)));
        Assert.That((await crm.SendAsync(new PlaceCall("+5511987650001", null, From: Office))).From, Is.EqualTo(Office));
        Assert.That(await AuditedAsync(), Is.EquivalentTo(new[] { AuditAction.CallerIdAsked, AuditAction.CallerIdVerified }));
        Assert.That(await NumbersAsync(), Has.Count.EqualTo(2), "the number that was typed before is still there");
    }

    [Test]
    public async Task A_verified_number_is_a_telephone_that_may_be_somebodys_own_and_may_be_called()
    {
        await VerifiedAsync();
        Assert.That((await crm.SendAsync(new PlaceCall(Office, null))).To, Is.EqualTo(Office));
    }

    [TestCase("911", RuleCodes.InvalidNumber)]
    [TestCase("190", RuleCodes.InvalidNumber)]
    [TestCase("+14155550123", RuleCodes.CountryNotAllowed)]
    [TestCase("0900 123 4567", RuleCodes.InvalidNumber)]
    public void What_may_not_be_called_is_not_rung_for_this_either(string number, string code)
    {
        Assert.That(() => VerifyAsync(number), Refused(code).Or.With.Property("Code").EqualTo(RuleCodes.BlockedPrefix));
        NothingWasRung(Times.Never());
    }

    [Test]
    public async Task A_number_that_calls_may_come_from_already_is_not_rung()
    {
        await VerifiedAsync();
        Assert.That(() => VerifyAsync(Office), Refused(RuleCodes.NumberKnown));
        NothingWasRung(Times.Once());
    }

    [Test]
    public async Task Nobody_is_rung_twice_at_once_nor_more_than_a_few_times_an_hour()
    {
        await VerifyAsync(Office);
        Assert.That(() => VerifyAsync(Office), Refused(RuleCodes.VerificationUnderWay));
        var first = crm.Clock.GetUtcNow();
        for (var at = 1; at < CallerIdVerification.MaxPerWindow; at++)
        {
            await VerifyAsync($"+55113123001{at}");
        }

        var refusal = Assert.ThrowsAsync<DomainRuleException>(() => VerifyAsync("+551131230020"))!;
        Assert.That((refusal.Code, refusal.AllowedFrom), Is.EqualTo((RuleCodes.TooManyVerifications, first + CallerIdVerification.Window)));
        NothingWasRung(Times.Exactly(CallerIdVerification.MaxPerWindow));
        crm.Clock.Advance(CallerIdVerification.Window);
        Assert.That((await VerifyAsync(Office)).Code, Is.EqualTo("123456"), "another try is allowed");
    }

    [Test]
    public async Task Of_many_who_ask_at_the_same_time_no_more_are_rung_than_may_be()
    {
        await VerifyAsync(Office);
        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(async at =>
        {
            try
            {
                await crm.SendAsync(new VerifyCallerId($"+5511312301{at:00}", null, null), crm.Supervisor);
                return 1;
            }
            catch (DomainRuleException rule) when (rule.Code == RuleCodes.TooManyVerifications)
            {
                return 0;
            }
        }));
        Assert.That(tries.Sum(), Is.EqualTo(CallerIdVerification.MaxPerWindow - 1));
    }

    [Test]
    public async Task An_unclear_outcome_is_said_not_asked_again_and_found_out_by_looking_at_Twilio()
    {
        Answers(new VerificationAnswer.Unclear());
        var started = await VerifyAsync(Office);
        Assert.That((started.Code, await StateAsync(started.Id)), Is.EqualTo(((string?)null, VerificationState.Unclear)));
        Assert.That((await FollowAsync(started.Id)).State, Is.EqualTo(VerificationState.Unclear));

        Lists(Office);
        Assert.That((await FollowAsync(started.Id)).State, Is.EqualTo(VerificationState.Verified));
        Assert.That((await NumbersAsync()).Select(number => number.Number), Does.Contain(Office));
        NothingWasRung(Times.Once());
    }

    [Test]
    public async Task A_report_that_never_comes_is_made_up_for_by_the_list_and_silence_ends_by_itself()
    {
        var (heard, silent) = (await VerifyAsync(Office), await VerifyAsync("+551131230010"));
        Assert.That((await FollowAsync(silent.Id)).State, Is.EqualTo(VerificationState.Ringing));
        Lists(Office);
        Assert.That((await FollowAsync(heard.Id)).State, Is.EqualTo(VerificationState.Verified));
        crm.Clock.Advance(CallerIdVerification.Lasts);
        Assert.That((await FollowAsync(silent.Id)).State, Is.EqualTo(VerificationState.Expired));

        crm.Clock.Advance(VerificationPurge.Kept);
        await crm.Hosted<VerificationPurge>().PurgeAsync(CancellationToken.None);
        Assert.That(() => FollowAsync(silent.Id), Throws.TypeOf<NotFoundException>(), "a number that is nobody's here is forgotten");
    }

    [Test]
    public async Task What_Twilio_refuses_is_told_with_its_code()
    {
        Answers(new VerificationAnswer.Refused(new CarrierErrorView(21219, "Trial")));
        var started = await VerifyAsync(Office);
        Assert.That((started.Error?.Code, (await FollowAsync(started.Id)).ErrorCode), Is.EqualTo((21219, (int?)21219)));
    }

    [TestCase("VerificationStatus=failed", VerificationState.Failed, null)]
    [TestCase("VerificationStatus=success", VerificationState.Ringing, "malformed:OutgoingCallerIdSid")]
    [TestCase("CallStatus=completed", VerificationState.Ringing, "malformed:VerificationStatus")]
    public async Task A_report_is_taken_or_kept_with_what_is_wrong_with_it(string said, VerificationState state, string? reason)
    {
        var started = await VerifyAsync(Office);
        var applied = await ReportAsync(started.Id, [.. UrlEncodedFields.Read(said).Select(field => (field.Key, field.Value))]);
        Assert.That((await StateAsync(started.Id), applied.Single().Reason?.ToString()), Is.EqualTo((state, reason)));
    }

    [Test]
    public async Task A_report_of_no_verification_of_the_organizations_waits_with_its_reason()
    {
        var applied = await ReportAsync(Guid.NewGuid(), ("VerificationStatus", "success"), ("OutgoingCallerIdSid", Sid));
        Assert.That(applied.Single().Reason, Is.EqualTo(new UnappliedReason(UnappliedKind.UnknownCall)));
    }

    [Test]
    public async Task Another_organization_sees_nothing_of_it()
    {
        var started = await VerifyAsync(Office);
        Assert.That(
            () => crm.SendAsync(new FollowVerification(started.Id!.Value), crm.Stranger),
            Throws.TypeOf<NotFoundException>());
    }

    private static EqualStringConstraint Refused(string code) => Throws.TypeOf<DomainRuleException>().With.Property("Code").EqualTo(code);

    private void Answers(VerificationAnswer answer) =>
        crm.CallerIds.Setup(twilio => twilio.VerifyAsync(It.IsAny<VerificationOrder>(), It.IsAny<CancellationToken>())).ReturnsAsync(answer);

    private void Lists(string number) =>
        crm.CallerIds.Setup(twilio => twilio.ListAsync(PhoneNumber.Parse(number), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NumberListing([new(Sid, PhoneNumber.Parse(number), "", HasVoice: true, HasSms: false)], IsWhole: false)
            {
                Origin = NumberOrigin.Verified,
            });

    private void NothingWasRung(Times times) =>
        crm.CallerIds.Verify(twilio => twilio.VerifyAsync(It.IsAny<VerificationOrder>(), It.IsAny<CancellationToken>()), times);

    private Task<StartedVerification> VerifyAsync(string number, string? label = null) =>
        crm.SendAsync(new VerifyCallerId(number, label, Extension: null), crm.Supervisor);

    private async Task VerifiedAsync()
    {
        var started = await VerifyAsync(Office);
        await ReportAsync(started.Id, ("VerificationStatus", "success"), ("OutgoingCallerIdSid", Sid));
    }

    private Task<VerificationView> FollowAsync(Guid? id) => crm.SendAsync(new FollowVerification(id!.Value), crm.Supervisor);

    private async Task<VerificationState> StateAsync(Guid? id) =>
        (await crm.SendAsync(new GetVerification(id!.Value), crm.Supervisor)).State;

    private async Task<IReadOnlyList<NumberView>> NumbersAsync() => (await crm.SendAsync(new ListNumbers(), crm.Supervisor)).Items;

    private Task<List<AuditAction>> AuditedAsync() =>
        crm.LookAsync(db =>
            db.AuditEntries.AsNoTracking().Select(entry => entry.Action).ToListAsync());

    /// <summary>As the inbox stores it and the applier takes it.</summary>
    private async Task<IReadOnlyList<AppliedWebhook>> ReportAsync(Guid? id, params (string Name, string Value)[] said)
    {
        var fields = said.Select(field => KeyValuePair.Create(field.Name, field.Value)).ToList();
        var form = string.Join('&', said.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        var webhook = new IncomingWebhook(
            crm.Agent.OrganizationId,
            new CallId(id!.Value),
            CarrierWebhooks.Verified,
            form,
            fields,
            IdempotencyToken: null,
            crm.Clock.GetUtcNow());
        await crm.Service<IWebhookInbox>().StoreAsync(webhook);
        var ids = await crm.LookAsync(db =>
            db.InboundWebhooks.AsNoTracking().Where(row => row.State == WebhookState.Pending).Select(row => row.Id).ToListAsync());
        return await crm.SendAsync(new ApplyWebhooks(ids), crm.Supervisor);
    }
}

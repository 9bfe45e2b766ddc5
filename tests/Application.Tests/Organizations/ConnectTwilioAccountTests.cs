using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>Which Twilio account an organization may go over to, and when.</summary>
public sealed class ConnectTwilioAccountTests
{
    private const string AgentSid = "CA00000000000000000000000000000001";
    private const string AnotherAccount = "AC0000000000000000000000000000000f";

    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync();
        call = (await crm.SendAsync(new PlaceCall("+5511987650001", null))).Id;
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(AgentSid, TimeSpan.Zero)));
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                AgentSid,
                null,
                new LegReport(LegStatus.InProgress, crm.Clock.GetUtcNow(), FactSource.Callback)));
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task Another_account_has_to_wait_until_calls_are_over()
    {
        Assert.That(
            () => ConnectAsync(AnotherAccount),
            Throws.TypeOf<DomainRuleException>().With.Property("Code").EqualTo(RuleCodes.CallsAreLive));
        Assert.That(await AccountAsync(), Is.EqualTo(TestCrm.SharedAccountSid));

        await crm.HearAsync(
            call,
            new CarrierReport.OfDial(
                AgentSid,
                new LegReport(LegStatus.Completed, null, FactSource.Callback),
                new DialResult(LegStatus.Busy, ContactCallSid: null, Bridged: false, DurationSeconds: null, AgentLegEnded: false)));
        await ConnectAsync(AnotherAccount);
        Assert.That(await AccountAsync(), Is.EqualTo(AnotherAccount));
    }

    [Test]
    public void The_same_account_may_be_saved_anew_at_any_time() =>
        Assert.That(() => ConnectAsync(TestCrm.SharedAccountSid), Throws.Nothing);

    [Test]
    public async Task The_token_that_is_there_already_changes_nothing_and_another_one_keeps_it_as_the_previous()
    {
        await ConnectAsync(TestCrm.SharedAccountSid, token: "first");
        await ConnectAsync(TestCrm.SharedAccountSid, token: "second");
        var before = await KeptAsync();
        crm.Clock.Advance(TimeSpan.FromDays(1));

        await ConnectAsync(TestCrm.SharedAccountSid, token: " second ");

        Assert.That(await KeptAsync(), Is.EqualTo(before));
        await ConnectAsync(TestCrm.SharedAccountSid, token: "first");
        Assert.That((await KeptAsync()).Previous, Is.EqualTo(before.Token), "going back makes the one that was gone over to the previous");
    }

    [Test]
    public async Task The_secret_that_the_key_has_already_changes_nothing()
    {
        await ConnectAsync(TestCrm.SharedAccountSid, token: "token", keySecret: "secret");
        var before = await KeptAsync();
        crm.Clock.Advance(TimeSpan.FromDays(1));

        await ConnectAsync(TestCrm.SharedAccountSid, token: null, keySecret: "secret");
        Assert.That(await KeptAsync(), Is.EqualTo(before));

        await ConnectAsync(TestCrm.SharedAccountSid, token: null, keySecret: "another");
        Assert.That((await KeptAsync()).KeySecret, Is.Not.EqualTo(before.KeySecret));
    }

    [Test]
    public void Calls_of_another_organization_are_no_reason_to_wait() =>
        Assert.That(() => ConnectAsync(AnotherAccount, crm.Stranger), Throws.Nothing);

    [Test]
    public void A_call_that_Twilio_says_nothing_of_any_more_holds_up_nobody()
    {
        crm.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.That(() => ConnectAsync(AnotherAccount), Throws.TypeOf<DomainRuleException>());

        crm.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.That(() => ConnectAsync(AnotherAccount), Throws.Nothing);
    }

    private Task<MediatR.Unit> ConnectAsync(
        string accountSid,
        TestMember? member = null,
        string? token = "c0ffee00c0ffee00c0ffee00c0ffee00",
        string? keySecret = null) =>
        crm.SendAsync(
            new ConnectTwilioAccount(
                accountSid,
                keySecret is null ? null : "SK00000000000000000000000000000001",
                keySecret,
                token,
                false,
                ["+551131230000"],
                null,
                null,
                null),
            member ?? crm.Supervisor);

    private Task<(string Token, string? Previous, string? KeySecret, DateTimeOffset SavedAt)> KeptAsync() =>
        crm.LookAsync(async db =>
        {
            var account = (await db.Set<Organization>().AsNoTracking().SingleAsync()).TwilioAccount!;
            return (account.ProtectedAuthToken, account.ProtectedPreviousAuthToken, account.ProtectedApiKeySecret, account.SavedAt);
        });

    private async Task<string?> AccountAsync() => (await crm.SendAsync(new GetTwilioAccount(), crm.Supervisor))?.AccountSid;
}

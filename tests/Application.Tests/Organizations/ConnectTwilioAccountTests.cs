using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Organizations;
using CrmVoice.Infrastructure.Organizations;
using CrmVoice.Infrastructure.Twilio;
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
    public async Task A_token_that_Twilio_never_signed_with_is_replaced_and_the_one_it_signs_with_stays()
    {
        await ConnectAsync(TestCrm.SharedAccountSid, token: "signs");
        await ConnectAsync(TestCrm.SharedAccountSid, token: "mistyped");
        var signs = (await KeptAsync()).Previous!;
        await UseAsync(signs);

        await ConnectAsync(TestCrm.SharedAccountSid, token: "right");

        Assert.That((await KeptAsync()).Previous, Is.EqualTo(signs));
        await UseAsync((await KeptAsync()).Token);
        await ConnectAsync(TestCrm.SharedAccountSid, token: "the one after");
        Assert.That((await KeptAsync()).Previous, Is.Not.EqualTo(signs), "Twilio has gone over to the new one");
    }

    [Test]
    public async Task The_token_before_ends_a_week_after_Twilio_first_signed_with_the_new_one_and_its_last_use_is_shown()
    {
        await ConnectAsync(TestCrm.SharedAccountSid, token: "first");
        await UseAsync((await KeptAsync()).Token);
        var usedAt = crm.Clock.GetUtcNow();
        await ConnectAsync(TestCrm.SharedAccountSid, token: "second");
        crm.Clock.Advance(TimeSpan.FromDays(30));
        var waiting = await crm.SendAsync(new GetTwilioAccount(), crm.Supervisor);
        Assert.That((waiting!.AuthTokenUsedAt, waiting.PreviousAuthToken), Is.EqualTo(((DateTimeOffset?)null, new PreviousAuthTokenView(usedAt, null))));

        var promotedAt = crm.Clock.GetUtcNow();
        await UseAsync((await KeptAsync()).Token);
        crm.Clock.Advance(TimeSpan.FromDays(1));
        await UseAsync((await KeptAsync()).Token);

        var promoted = await crm.SendAsync(new GetTwilioAccount(), crm.Supervisor);
        Assert.That(
            (promoted!.AuthTokenUsedAt, promoted.PreviousAuthToken),
            Is.EqualTo(((DateTimeOffset?)crm.Clock.GetUtcNow(), new PreviousAuthTokenView(usedAt, promotedAt + TwilioAccount.AuthTokenOverlap))));
        crm.Clock.Advance(TimeSpan.FromDays(6));
        Assert.That((await crm.SendAsync(new GetTwilioAccount(), crm.Supervisor))!.PreviousAuthToken, Is.Null);
        Assert.That(
            await crm.LookAsync(async db => (await db.Set<Organization>().SingleAsync()).TwilioAccount!.AcceptedPreviousAuthToken(crm.Clock.GetUtcNow())),
            Is.Null);
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

    private Task<bool> UseAsync(string storedToken) =>
        crm.LookAsync(async db =>
        {
            var use = new AuthTokenUse((await db.Set<Organization>().SingleAsync()).Id, storedToken);
            await new TwilioAccounts(db).RecordUseAsync(use, crm.Clock.GetUtcNow(), CancellationToken.None);
            return true;
        });

    private Task<(string Token, string? Previous, string? KeySecret, DateTimeOffset SavedAt)> KeptAsync() =>
        crm.LookAsync(async db =>
        {
            var account = (await db.Set<Organization>().AsNoTracking().SingleAsync()).TwilioAccount!;
            return (account.ProtectedAuthToken, account.ProtectedPreviousAuthToken, account.ProtectedApiKeySecret, account.SavedAt);
        });

    private async Task<string?> AccountAsync() => (await crm.SendAsync(new GetTwilioAccount(), crm.Supervisor))?.AccountSid;
}

using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Organizations;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Application.Voice;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using Moq;

namespace CrmVoice.Application.Tests.Organizations;

/// <summary>What is ticked on the way to the first call, and what takes a tick away again.</summary>
public sealed class FirstStepsTests
{
    private const string Number = "+551140000001";
    private const string MyPhone = "+5511999995503";
    private const string Token = "c0ffee00c0ffee00c0ffee00c0ffee00";

    private TestCrm crm = null!;

    [SetUp]
    public async Task StartAsync() => crm = await TestCrm.StartAsync();

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    [Test]
    public async Task An_account_is_ticked_once_Twilio_has_accepted_it_and_until_it_does_not()
    {
        Assert.That(await DoneAsync(), Is.EqualTo(new[] { FirstStep.Phone }), "saved credentials prove nothing");

        await TestAsync(Accepted(Number));
        Assert.That(await DoneAsync(), Is.EqualTo(new[] { FirstStep.Account, FirstStep.Number, FirstStep.Phone }));
        Assert.That((await StepsAsync()).Next, Is.EqualTo(FirstStep.TestCall));

        await TestAsync(Failed(0));
        await TestAsync(Failed(20429));
        Assert.That(await DoneAsync(), Does.Contain(FirstStep.Account), "what is of the moment says nothing of the account");

        await TestAsync(Failed(20003));
        Assert.That(await DoneAsync(), Is.EqualTo(new[] { FirstStep.Phone }));
        Assert.That(await StepsAsync(), Has.Property("ErrorCode").EqualTo(20003).And.Property("Next").EqualTo(FirstStep.Account));
    }

    [Test]
    public async Task A_number_is_ticked_where_the_account_owns_it_and_not_with_the_account_alone()
    {
        await TestAsync(Accepted() with { MissingNumbers = [Number] });
        Assert.That(await StepsAsync(), Has.Property("Next").EqualTo(FirstStep.Number));

        await TestAsync(Accepted(Number));
        await ConnectAsync(token: null, "+551140000002");
        Assert.That(await StepsAsync(), Has.Property("Next").EqualTo(FirstStep.Number), "another number was not looked for");
    }

    [Test]
    public async Task The_same_credentials_stay_proven_and_others_have_to_be_proven_anew()
    {
        await ConnectAsync(Token, Number);
        await TestAsync(Accepted(Number));

        await ConnectAsync(Token, Number);
        Assert.That(await DoneAsync(), Does.Contain(FirstStep.Account));

        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await ConnectAsync("another", Number);
        Assert.That(await DoneAsync(), Does.Not.Contain(FirstStep.Account).And.Not.Contain(FirstStep.Number));
    }

    [Test]
    public async Task What_Twilio_says_of_credentials_that_were_replaced_meanwhile_proves_nothing()
    {
        crm.Connection.Setup(twilio => twilio.TestAsync(It.IsAny<CancellationToken>())).Returns(async () =>
        {
            crm.Clock.Advance(TimeSpan.FromSeconds(1));
            await ConnectAsync("another", Number);
            return Accepted(Number);
        });

        await crm.SendAsync(new TestTwilioConnection(), crm.Supervisor);

        Assert.That(await DoneAsync(), Does.Not.Contain(FirstStep.Account));
    }

    [TestCase(20003, true)]
    [TestCase(20005, true)]
    [TestCase(21215, false)]
    public async Task A_call_that_is_refused_because_of_the_account_takes_the_tick_away_until_it_is_proven_anew(int code, bool isOfAccount)
    {
        await TestAsync(Accepted(Number));
        crm.Clock.Advance(TimeSpan.FromMinutes(1));

        await RefuseACallAsync(code);

        Assert.That(await DoneAsync(), isOfAccount ? Does.Not.Contain(FirstStep.Account) : Does.Contain(FirstStep.Account));
        Assert.That(await crm.SendAsync(new GetFirstSteps(), crm.Stranger), Has.Property("ErrorCode").Null);
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        await TestAsync(Accepted(Number));
        Assert.That(await DoneAsync(), Does.Contain(FirstStep.Account));
    }

    [Test]
    public async Task A_phone_is_tested_once_it_was_answered_and_anew_where_it_is_another()
    {
        await crm.SendAsync(new RecordTestCall(MyPhone), crm.Supervisor);
        Assert.That(await DoneAsync(), Does.Contain(FirstStep.TestCall));

        await crm.SendAsync(new ChangeMyProfile("11 99999-5503", null), crm.Supervisor);
        Assert.That(await DoneAsync(), Does.Contain(FirstStep.TestCall), "the same one, spelled otherwise");

        await crm.SendAsync(new ChangeMemberPhone(crm.Supervisor.Id.Value, "11 99999-5504"), crm.Supervisor);
        await crm.SendAsync(new RecordTestCall(MyPhone), crm.Supervisor);
        Assert.That(await DoneAsync(), Does.Contain(FirstStep.Phone).And.Not.Contain(FirstStep.TestCall));

        await crm.SendAsync(new ChangeMyProfile(null, null), crm.Supervisor);
        Assert.That(await DoneAsync(), Does.Not.Contain(FirstStep.Phone).And.Not.Contain(FirstStep.TestCall));
    }

    [Test]
    public async Task An_answered_call_of_ones_own_is_as_good_as_a_test_and_a_colleagues_is_not()
    {
        await AnswerACallAsync(crm.Agent, "CA00000000000000000000000000000001");
        Assert.That(await DoneAsync(), Does.Not.Contain(FirstStep.TestCall));

        await AnswerACallAsync(crm.Supervisor, "CA00000000000000000000000000000002");
        Assert.That(await DoneAsync(), Does.Contain(FirstStep.TestCall));
    }

    [TestCase(LegStatus.Queued, TestCallState.Ringing)]
    [TestCase(LegStatus.Ringing, TestCallState.Ringing)]
    [TestCase(LegStatus.InProgress, TestCallState.Answered)]
    [TestCase(LegStatus.Completed, TestCallState.Answered)]
    [TestCase(LegStatus.Busy, TestCallState.NotAnswered)]
    [TestCase(LegStatus.NoAnswer, TestCallState.NotAnswered)]
    [TestCase(LegStatus.Failed, TestCallState.NotAnswered)]
    [TestCase(LegStatus.Canceled, TestCallState.NotAnswered)]
    public async Task A_test_call_stands_as_Twilio_says(LegStatus status, TestCallState state)
    {
        const string Sid = "CA00000000000000000000000000000003";
        var leg = new CarrierLeg(Sid, null, new LegReport(status, null, FactSource.LookUp));
        crm.Carrier.SetupSequence(carrier => carrier.LookUpAsync(Sid, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new LookUpOutcome.Found(leg, [], [])).ReturnsAsync(new LookUpOutcome.NoAnswer());

        Assert.That(await crm.SendAsync(new GetTestCall(Sid), crm.Supervisor), Is.EqualTo(state));
        Assert.That(await crm.SendAsync(new GetTestCall(Sid), crm.Supervisor), Is.EqualTo(TestCallState.Unknown));
    }

    private static ConnectionTest Accepted(params string[] found) =>
        new(Works: true, ErrorCode: null, "", MissingNumbers: [], "https://crm.example") { FoundNumbers = found };

    private static ConnectionTest Failed(int code) => new(Works: false, code, "", MissingNumbers: [], "https://crm.example");

    private Task<FirstSteps> StepsAsync() => crm.SendAsync(new GetFirstSteps(), crm.Supervisor);

    private async Task<IReadOnlyList<FirstStep>> DoneAsync() => (await StepsAsync()).Done;

    private async Task TestAsync(ConnectionTest result)
    {
        crm.Connection.Setup(twilio => twilio.TestAsync(It.IsAny<CancellationToken>())).ReturnsAsync(result);
        await crm.SendAsync(new TestTwilioConnection(), crm.Supervisor);
    }

    private Task<MediatR.Unit> ConnectAsync(string? token, string number) =>
        crm.SendAsync(
            new ConnectTwilioAccount(TestCrm.SharedAccountSid, null, null, token, false, [number], null, null, null),
            crm.Supervisor);

    private async Task RefuseACallAsync(int code)
    {
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null), crm.Agent)).Id;
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Refused(new CarrierError(code, "Refused"))));
    }

    private async Task AnswerACallAsync(TestMember member, string sid)
    {
        var call = (await crm.SendAsync(new PlaceCall("+5511987650001", null), member)).Id;
        var (request, _) = await crm.ClaimAsync(call, CreateCall.Name);
        await crm.SendAsync(new RecordCreateOutcome(request, new CreateOutcome.Accepted(sid, TimeSpan.Zero)));
        await crm.HearAsync(
            call,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                sid,
                null,
                new LegReport(LegStatus.InProgress, crm.Clock.GetUtcNow(), FactSource.Callback)));
    }
}

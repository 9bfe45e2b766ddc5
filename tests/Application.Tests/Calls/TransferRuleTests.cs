using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>Whom a call may be handed to, by whom, and how often.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class TransferRuleTests(DatabaseProvider database)
{
    private TestCrm crm = null!;
    private TestMember carla = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        carla = await crm.HireAsync("Carla", "+5511999995504");
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Room }));
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await PlayAsync((_, twilio) => twilio.Connect());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    // The contact's own, the agent's own phone, the organization's, a country that is not allowed, a service number, and none.
    [TestCase("+5511987650001", RuleCodes.OwnNumber)]
    [TestCase("(11) 98765-0001", RuleCodes.OwnNumber)]
    [TestCase("+5511999995501", RuleCodes.NotPossibleNow)]
    [TestCase("+551140000001", RuleCodes.OrganizationNumber)]
    [TestCase("+14155550199", RuleCodes.CountryNotAllowed)]
    [TestCase("190", RuleCodes.InvalidNumber)]
    [TestCase("call me", RuleCodes.InvalidNumber)]
    public void A_number_that_may_not_be_called_is_neither_added_nor_handed_the_call(string number, string code)
    {
        var to = new PartyToCall(null, number);

        AssertRefused(new StartTransfer(call, to, TransferKind.Warm), code);
        AssertRefused(new StartTransfer(call, to, TransferKind.Cold), code);
        Assert.That(() => crm.SendAsync(new AddLeg(call, to)), Breaks(code));
    }

    [Test]
    public async Task A_blocked_prefix_holds_for_those_who_are_brought_in_as_well()
    {
        await crm.ChangeOrganizationAsync(organization =>
            organization.ChangeCallingLimits(new CallingLimits { BlockedPrefixes = ["+551131"] }));

        AssertRefused(new StartTransfer(call, new PartyToCall(null, "+551131230099"), TransferKind.Cold), RuleCodes.BlockedPrefix);
    }

    [Test]
    public async Task Nobody_hands_a_call_to_oneself_to_a_busy_colleague_or_to_one_without_a_phone()
    {
        var busy = await crm.HireAsync("Duda", "+5511999995505");
        await crm.SendAsync(new PlaceCall("+5511987650002", null), busy);

        AssertRefused(To(crm.Agent), RuleCodes.NotPossibleNow);
        AssertRefused(To(busy), RuleCodes.NotPossibleNow);
        AssertRefused(To(crm.Colleague), RuleCodes.NotPossibleNow);
        Assert.That(() => crm.SendAsync(To(crm.Agent), crm.Supervisor), Breaks(RuleCodes.NotPossibleNow));
    }

    [Test]
    public async Task Whoever_is_not_of_the_organization_or_not_any_more_does_not_exist()
    {
        var gone = await crm.HireAsync("Edu", "+5511999995506");
        await crm.LookAsync(async db =>
        {
            (await db.Set<Membership>().SingleAsync(member => member.Id == gone.Id)).Deactivate(crm.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });

        Assert.That(() => crm.SendAsync(To(crm.Stranger)), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(To(gone)), Throws.TypeOf<NotFoundException>());
        Assert.That(() => crm.SendAsync(new AddLeg(call, new PartyToCall(gone.Id.Value, null))), Throws.TypeOf<NotFoundException>());
    }

    [Test]
    public void It_is_said_to_whom_and_only_once()
    {
        foreach (var to in new PartyToCall?[] { null, new(null, null), new(null, " "), new(carla.Id.Value, "+551131230099") })
        {
            Assert.That(() => crm.SendAsync(new StartTransfer(call, to!, TransferKind.Warm)), Throws.TypeOf<ValidationException>());
            Assert.That(() => crm.SendAsync(new AddLeg(call, to!)), Throws.TypeOf<ValidationException>());
        }

        Assert.That(
            () => crm.SendAsync(new StartTransfer(call, new PartyToCall(carla.Id.Value, null), (TransferKind)7)),
            Throws.TypeOf<ValidationException>());
    }

    [Test]
    public async Task One_transfer_at_a_time_and_with_its_key_once()
    {
        var first = await crm.SendAsync(To(carla) with { IdempotencyKey = "k" });
        var again = await crm.SendAsync(To(carla) with { IdempotencyKey = "k" });

        Assert.That(again.Id, Is.EqualTo(first.Id));
        Assert.That((first.To.Member?.Name, first.Result), Is.EqualTo(("Carla", (TransferResult?)null)));
        AssertRefused(To(carla), RuleCodes.NotPossibleNow);
        AssertRefused(new StartTransfer(call, new PartyToCall(null, "+551131230099"), TransferKind.Cold), RuleCodes.NotPossibleNow);
        Assert.That((await crm.SeeAsync(call)).Transfers, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Whoever_is_only_being_rung_sees_the_call_and_does_nothing_in_it()
    {
        var transfer = (await crm.SendAsync(To(carla))).Id;
        await PlayAsync((_, twilio) => twilio.Obey());

        Assert.That(() => crm.SendAsync(new GetCall(call), carla), Throws.Nothing);
        Assert.That(() => crm.SendAsync(new CancelTransfer(call, transfer), carla), Breaks(RuleCodes.NotPossibleNow));
        Assert.That(() => crm.SendAsync(new HoldLeg(call, null, false), carla), Breaks(RuleCodes.NotPossibleNow));
    }

    [Test]
    public async Task Nothing_is_completed_or_merged_before_the_target_has_joined()
    {
        var transfer = (await crm.SendAsync(To(carla))).Id;
        await PlayAsync((_, twilio) => twilio.Obey());

        Assert.That(() => crm.SendAsync(new CompleteTransfer(call, transfer)), Breaks(RuleCodes.NotPossibleNow));
        Assert.That(() => crm.SendAsync(new MergeTransfer(call, transfer)), Breaks(RuleCodes.NotPossibleNow));
        await crm.SendAsync(new CancelTransfer(call, transfer));
        Assert.That(() => crm.SendAsync(new CancelTransfer(call, transfer)), Breaks(RuleCodes.NotPossibleNow));
        Assert.That((await crm.SeeAsync(call)).Transfers.Single().Result, Is.EqualTo(TransferResult.Returned));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Of_two_people_who_press_the_same_at_once_one_does_it_and_the_other_is_told(bool merge)
    {
        var transfer = await ConsultAsync();
        ICommand command = merge ? new MergeTransfer(call, transfer) : new CompleteTransfer(call, transfer);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(command)));

        string[] expected = ["done", .. Enumerable.Repeat(RuleCodes.NotPossibleNow, 3)];
        Assert.That(outcomes.Order(StringComparer.Ordinal), Is.EqualTo(expected));
    }

    [Test]
    public async Task After_a_completion_there_is_no_merging_and_no_taking_back()
    {
        var transfer = await ConsultAsync();
        await crm.SendAsync(new CompleteTransfer(call, transfer));

        Assert.That(() => crm.SendAsync(new MergeTransfer(call, transfer)), Breaks(RuleCodes.NotPossibleNow));
        Assert.That(() => crm.SendAsync(new CancelTransfer(call, transfer)), Breaks(RuleCodes.NotPossibleNow));
    }

    [Test]
    public async Task A_taken_transfer_changes_the_agent_in_charge_and_both_go_on_seeing_the_call()
    {
        var transfer = await ConsultAsync();
        await crm.SendAsync(new CompleteTransfer(call, transfer));
        await PlayAsync((room, twilio) =>
        {
            twilio.Obey();
            twilio.HangUp(room.LegOf(LegRole.Agent));
        });

        var seen = await crm.SendAsync(new GetCall(call));

        Assert.That((seen.Transfers.Single().Result, seen.Agent?.Name), Is.EqualTo((TransferResult.Taken, "Carla")));
        Assert.That(() => crm.SendAsync(new GetCall(call), carla), Throws.Nothing);
        Assert.That(() => crm.SendAsync(new HoldLeg(call, null, true)), Breaks(RuleCodes.NotPossibleNow), "whoever has left");
        Assert.That(() => crm.SendAsync(new HoldLeg(call, null, true), carla), Throws.Nothing, "whoever has taken over");
    }

    private StartTransfer To(TestMember member) => new(call, new PartyToCall(member.Id.Value, null), TransferKind.Warm);

    // The contact waits, and the two agents talk.
    private async Task<Guid> ConsultAsync()
    {
        var transfer = await crm.SendAsync(To(carla));
        await PlayAsync((room, twilio) =>
        {
            twilio.Obey();
            twilio.AnswerAndJoin(room.Legs.Single(leg => leg.MemberId == carla.Id));
        });
        Assert.That((await crm.SeeAsync(call)).Live, Is.EqualTo(new[] { "on-hold", "consulting" }));
        return transfer.Id;
    }

    private Task PlayAsync(Action<Call, TwilioRoom> play) => crm.PlayAsync(call, play);

    private async Task<string> TryAsync(ICommand command)
    {
        try
        {
            await crm.SendAsync(command);
            return "done";
        }
        catch (DomainRuleException rule)
        {
            return rule.Code;
        }
    }

    private void AssertRefused(StartTransfer transfer, string code) => Assert.That(() => crm.SendAsync(transfer), Breaks(code));

    private static NUnit.Framework.Constraints.EqualStringConstraint Breaks(string code) =>
        Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(code);
}

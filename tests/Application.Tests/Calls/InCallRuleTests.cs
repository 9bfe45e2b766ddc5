using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.InCall;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Common;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using FluentValidation;
using MediatR;

namespace CrmVoice.Application.Tests.Calls;

/// <summary>What people may not do in a call, and that whatever is refused changes nothing.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class InCallRuleTests(DatabaseProvider database)
{
    private const string Outside = "+551131230099";

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
        await crm.PlayAsync(call, (_, twilio) => twilio.Connect());
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    public static IEnumerable<TestCaseData> Verbs()
    {
        yield return Verb("hold", call => new HoldLeg(call.Id, null, IsOnHold: true));
        yield return Verb("unhold", call => new HoldLeg(call.Id, null, IsOnHold: false));
        yield return Verb("mute", call => new MuteLeg(call.Id, null, IsMuted: true));
        yield return Verb("digits", call => new SendCallDigits(call.Id, "12#"));
        yield return Verb("transfer", call => new StartTransfer(call.Id, new PartyToCall(null, Outside), TransferKind.Warm));
        yield return Verb("add", call => new AddLeg(call.Id, new PartyToCall(null, Outside)));
        yield return Verb("remove", call => new RemoveLeg(call.Id, call.Legs[0].Id));
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task On_a_bridge_there_is_no_such_verb(Func<CallView, IBaseRequest> verb)
    {
        await crm.ChangeOrganizationAsync(organization => organization.ChangeCallSettings(new CallSettings { Topology = Topology.Bridge }));
        var bridge = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value), carla)).Id;
        await crm.HearAsync(
            bridge,
            new CarrierReport.OfLeg(
                LegRole.Agent,
                "CA00000000000000000000000000000009",
                null,
                new LegReport(LegStatus.InProgress, crm.Clock.GetUtcNow(), FactSource.Callback)));

        await AssertRefusedAsync(bridge, verb, carla);
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task An_ended_call_takes_no_verb_whoever_asks(Func<CallView, IBaseRequest> verb)
    {
        await crm.PlayAsync(call, (room, twilio) =>
        {
            twilio.HangUp(room.LegOf(LegRole.Contact));
            twilio.HangUp(room.LegOf(LegRole.Agent));
        });
        Assert.That((await crm.SeeAsync(call)).State, Is.EqualTo(CallState.Ended));

        await AssertRefusedAsync(call, verb, crm.Agent);
        await AssertRefusedAsync(call, verb, crm.Supervisor);
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task Another_organizations_call_does_not_exist_for_any_verb(Func<CallView, IBaseRequest> verb)
    {
        var request = verb(await crm.SeeAsync(call));

        Assert.That(() => SendAsync(request, crm.Stranger), Throws.TypeOf<NotFoundException>());
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task Whoever_is_not_in_the_call_may_do_nothing_in_it_but_a_supervisor(Func<CallView, IBaseRequest> verb)
    {
        var request = verb(await crm.SeeAsync(call));

        Assert.That(() => SendAsync(request, carla), Throws.TypeOf<ForbiddenException>());
        Assert.That(() => SendAsync(request, crm.Supervisor), Throws.Nothing);
    }

    [Test]
    public async Task What_a_call_does_not_have_is_not_found()
    {
        var (other, own) = (Guid.NewGuid(), (await crm.SeeAsync(call)).Legs[0].Id);
        await crm.SendAsync(new MuteLeg(call, own, IsMuted: true));
        foreach (var request in new ICommand[]
            {
                new HoldLeg(call, other, true),
                new MuteLeg(call, other, true),
                new RemoveLeg(call, other),
                new CompleteTransfer(call, other),
                new MergeTransfer(call, other),
                new CancelTransfer(call, other),
            })
        {
            Assert.That(() => crm.SendAsync(request), Throws.TypeOf<NotFoundException>(), $"{request}");
        }
    }

    [Test]
    public async Task Hold_and_mute_set_a_state_that_may_be_set_again()
    {
        for (var time = 1; time <= 2; time++)
        {
            await crm.SendAsync(new HoldLeg(call, null, IsOnHold: true));
            await crm.SendAsync(new MuteLeg(call, null, IsMuted: true));
            await crm.PlayAsync(call, (_, twilio) => twilio.Obey());
        }

        var seen = await crm.SeeAsync(call);

        Assert.That(seen.Live, Is.EqualTo(new[] { "on-hold" }));
        Assert.That(seen.Holds, Has.Count.EqualTo(1));
        Assert.That(seen.Legs.Select(leg => (leg.Role, leg.Muted, leg.OnHold)), Is.EqualTo(new[]
        {
            (LegRole.Agent, true, false),
            (LegRole.Contact, false, true),
        }));
    }

    [TestCase("")]
    [TestCase("12a")]
    [TestCase("12 3")]
    [TestCase("12\n")]
    [TestCase("+1")]
    [TestCase("１２")]
    [TestCase("123456789012345678901234567890123")]
    public void Digits_that_are_none_are_refused(string digits) =>
        Assert.That(() => crm.SendAsync(new SendCallDigits(call, digits)), Throws.TypeOf<ValidationException>());

    [Test]
    public async Task The_live_board_is_the_supervisors_and_shows_what_has_not_ended()
    {
        Assert.That(() => crm.SendAsync(new ListCalls(IsLive: true)), Throws.TypeOf<ForbiddenException>());
        Assert.That((await crm.SendAsync(new ListCalls(IsLive: true), crm.Supervisor)).Items.Select(one => one.Id), Is.EqualTo(new[] { call }));

        await crm.SendAsync(new HangUpCall(call));
        await crm.PlayAsync(call, (room, twilio) =>
        {
            room.Legs.ToList().ForEach(twilio.HangUp);
        });

        Assert.That((await crm.SendAsync(new ListCalls(IsLive: true), crm.Supervisor)).Items, Is.Empty);
    }

    [Test]
    public async Task Members_are_listed_with_who_is_free_and_without_their_numbers()
    {
        var members = await crm.SendAsync(new ListColleagues());

        Assert.That(
            members.Select(member => (member.Name, member.Role, member.Availability)),
            Is.EquivalentTo(new[]
            {
                ("Ana", "agent", MemberAvailability.InCall),
                ("Bruno", "agent", MemberAvailability.NoPhone),
                ("Carla", "agent", MemberAvailability.Free),
                ("Sofia", "supervisor", MemberAvailability.Free),
            }));
        Assert.That((await crm.SendAsync(new ListColleagues("CARL"))).Select(member => member.Name), Is.EqualTo(new[] { "Carla" }));
    }

    private static TestCaseData Verb(string name, Func<CallView, IBaseRequest> make) => new TestCaseData(make).SetArgDisplayNames(name);

    private async Task AssertRefusedAsync(Guid id, Func<CallView, IBaseRequest> verb, TestMember by)
    {
        var before = await crm.SeeAsync(id);
        Assert.That(
            () => SendAsync(verb(before), by),
            Throws.TypeOf<DomainRuleException>().With.Property(nameof(DomainRuleException.Code)).EqualTo(RuleCodes.NotPossibleNow));
        Assert.That((await crm.SeeAsync(id)).UpdatedAt, Is.EqualTo(before.UpdatedAt));
    }

    private Task SendAsync(IBaseRequest request, TestMember member) => request switch
    {
        IRequest<TransferView> transfer => crm.SendAsync(transfer, member),
        IRequest<LegView> leg => crm.SendAsync(leg, member),
        IRequest<Unit> command => crm.SendAsync(command, member),
        _ => throw new ArgumentException("Unknown kind of request.", nameof(request)),
    };
}

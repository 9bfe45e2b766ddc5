using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.Notes;
using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Common;
using CrmVoice.Application.Contacts;
using CrmVoice.Application.Identity;
using CrmVoice.Application.Recordings;
using CrmVoice.Application.Tests.Support;
using CrmVoice.Domain.Calls;
using CrmVoice.Infrastructure.Persistence;
using CrmVoice.Tests;
using MediatR;

namespace CrmVoice.Application.Tests.Calls;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Each))]
public sealed class CallAccessTests(DatabaseProvider database)
{
    private TestCrm crm = null!;
    private Guid call;

    [SetUp]
    public async Task StartAsync()
    {
        crm = await TestCrm.StartAsync(database);
        call = (await crm.SendAsync(new PlaceCall(null, crm.Contact.Value))).Id;
        await crm.SendAsync(new EditCallNotes(call, "prefers mornings"));
    }

    [TearDown]
    public async Task StopAsync() => await crm.DisposeAsync();

    public static IEnumerable<TestCaseData> EveryWayToACall() =>
        [
            new TestCaseData((Func<Guid, IBaseRequest>)(id => new GetCall(id))).SetArgDisplayNames(nameof(GetCall)),
            new TestCaseData((Func<Guid, IBaseRequest>)(id => new GetCallTimeline(id))).SetArgDisplayNames(nameof(GetCallTimeline)),
            new TestCaseData((Func<Guid, IBaseRequest>)(id => new HangUpCall(id))).SetArgDisplayNames(nameof(HangUpCall)),
            new TestCaseData((Func<Guid, IBaseRequest>)(id => new EditCallNotes(id, "x"))).SetArgDisplayNames(nameof(EditCallNotes)),
            new TestCaseData((Func<Guid, IBaseRequest>)(id => new GetRecordingMedia(id, Guid.NewGuid(), null))).SetArgDisplayNames(
                nameof(GetRecordingMedia)),
            new TestCaseData(
                (Func<Guid, IBaseRequest>)(id => new AnswerLeg(id, "CA1", new LegReport(LegStatus.InProgress, null, FactSource.Request)))
            ).SetArgDisplayNames(nameof(AnswerLeg)),
        ];

    [TestCaseSource(nameof(EveryWayToACall))]
    public void Another_organizations_call_does_not_exist(Func<Guid, IBaseRequest> request) =>
        Assert.That(async () => await SendAsync(request(call), crm.Stranger), Throws.TypeOf<NotFoundException>());

    [Test]
    public async Task Nothing_of_another_organization_is_ever_listed()
    {
        Assert.That((await crm.SendAsync(new ListCalls(), crm.Stranger)).Items, Is.Empty);
        Assert.That(await crm.SendAsync(new ListCallEvents(), crm.Stranger), Is.Empty);
        Assert.That((await crm.SendAsync(new ListContacts(), crm.Stranger)).Items, Is.Empty);
        Assert.That(
            (await crm.SendAsync(new ListMembers(), crm.Stranger)).Select(member => member.Id),
            Does.Not.Contain(crm.Agent.Id.Value));
        Assert.That((await crm.SendAsync(new GetMyProfile(), crm.Stranger)).OrganizationName, Is.EqualTo("Beacon"));
    }

    [Test]
    public void An_agent_sees_and_touches_only_own_calls_in_full()
    {
        Assert.That(async () => await crm.SendAsync(new GetCall(call), crm.Colleague), Throws.TypeOf<ForbiddenException>());
        Assert.That(async () => await crm.SendAsync(new GetCallTimeline(call), crm.Colleague), Throws.TypeOf<ForbiddenException>());
        Assert.That(async () => await crm.SendAsync(new HangUpCall(call), crm.Colleague), Throws.TypeOf<ForbiddenException>());
        Assert.That(async () => await crm.SendAsync(new EditCallNotes(call, "x"), crm.Colleague), Throws.TypeOf<ForbiddenException>());
    }

    [Test]
    public async Task Of_a_colleagues_call_an_agent_gets_the_row_and_no_more()
    {
        var own = (await crm.SendAsync(new ListCalls())).Items.Single();
        var row = (await crm.SendAsync(new ListCalls(), crm.Colleague)).Items.Single();
        var full = (await crm.SendAsync(new ListCalls(), crm.Supervisor)).Items.Single();
        Assert.That((own.Notes, row.Notes, full.Notes), Is.EqualTo(("prefers mornings", (string?)null, "prefers mornings")));
        Assert.That(row.Contact?.Name, Is.EqualTo("Carlos Lima"));
    }

    [Test]
    public async Task A_supervisor_may_hang_up_for_others()
    {
        await crm.SendAsync(new HangUpCall(call), crm.Supervisor);
        Assert.That((await crm.SeeAsync(call)).Result, Is.EqualTo(CallResult.Canceled));
    }

    [Test]
    public async Task Every_committed_change_is_an_event_in_order()
    {
        await crm.SendAsync(new HangUpCall(call));
        var events = await crm.SendAsync(new ListCallEvents());
        Assert.That(
            events.Select(happened => happened.Type),
            Is.EqualTo(new[] { "call.requested", "call.updated", "call.updated", "call.ended" }));
        Assert.That(
            (await crm.SendAsync(new ListCallEvents(After: events[1].Id))).Select(happened => happened.Id),
            Is.EqualTo(events.Skip(2).Select(happened => happened.Id)));
    }

    [Test]
    public async Task The_timeline_tells_every_step_with_its_effect()
    {
        await crm.SendAsync(new HangUpCall(call));
        var timeline = await crm.SendAsync(new GetCallTimeline(call));
        Assert.That(timeline.Select(item => (item.Kind, item.Effect.ToString())), Is.EqualTo(new[]
        {
            (StepKinds.Requested, "state:requested"),
            (StepKinds.NotesEdited, "merged"),
            (StepKinds.HangupRequested, "merged"),
            (StepKinds.CreateWithdrawn, "state:ended"),
        }));
    }

    private Task SendAsync(IBaseRequest request, TestMember member) => request switch
    {
        IRequest<CallView> get => crm.SendAsync(get, member),
        IRequest<IReadOnlyList<TimelineItem>> timeline => crm.SendAsync(timeline, member),
        IRequest<RecordingMedia> media => crm.SendAsync(media, member),
        IRequest<CallInstruction> instruction => crm.SendAsync(instruction, member),
        IRequest<int> version => crm.SendAsync(version, member),
        IRequest<Unit> command => crm.SendAsync(command, member),
        _ => throw new ArgumentException("Unknown kind of request.", nameof(request)),
    };
}

using CrmVoice.Application.Calls;
using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using CrmVoice.Domain.Identity;
using CrmVoice.Faults.Tests.Support;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CrmVoice.Faults.Tests;

/// <summary>
/// Twilio is down for a minute. The minutes are those of a clock that the tests move; the application's own services run in this process,
/// and what they send goes over real sockets.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class TwilioOutageTests
{
    private static readonly TimeSpan quarter = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private Workspace workspace = null!;
    private TwilioStandIn twilio = null!;
    private IHost host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        workspace = await Workspace.CreateAsync(agents: 3);
        twilio = await TwilioStandIn.StartAsync();
        twilio.Clock = clock;
        host = workspace.CreateHost(
            services =>
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services.AddScoped<Caller>();
                services.AddScoped<ICurrentUser>(provider => provider.GetRequiredService<Caller>());
            },
            new("Twilio:Hosts:Api", twilio.Url),
            new("Twilio:AnswerTimeout", "00:00:01"),
            new("Twilio:RetryDelay", "00:00:00.005"),
            new("Twilio:CallsPerSecond", "0"));
        await host.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await host.StopAsync();
        host.Dispose();
        await twilio.DisposeAsync();
        await workspace.DisposeAsync();
    }

    [Test]
    public async Task Calls_placed_while_Twilio_refuses_connections_for_a_minute_are_dialled_once_each_when_it_is_back()
    {
        await twilio.GoAwayAsync();
        var calls = await PlaceAsync();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(1); passed += quarter)
        {
            await TriedAsync(CreateCall.Name);
            Assert.That(await StatesAsync(), Is.All.EqualTo((CallState.Requested, (CallResult?)null)));
            clock.Advance(quarter);
        }

        await twilio.ComeBackAsync();
        clock.Advance(quarter);

        await Eventually.EventuallyAsync(
            async () => (await StatesAsync()).All(seen => seen.State is CallState.CallingAgent),
            "all calls are dialled");
        Assert.That(twilio.Creates.Select(create => create.CallId), Is.EquivalentTo(calls), "each was asked for once");
    }

    [Test]
    public async Task Calls_placed_while_Twilio_refuses_connections_for_longer_than_two_minutes_end_as_failed_and_are_never_dialled()
    {
        await twilio.GoAwayAsync();
        await PlaceAsync();

        await UntilAsync(CreateCall.Name, TimeSpan.FromMinutes(3));
        await twilio.ComeBackAsync();
        clock.Advance(TimeSpan.FromMinutes(5));

        await EndAsync(CallResult.CarrierFailed);
        Assert.That(twilio.Creates, Is.Empty);
    }

    [Test]
    public async Task Calls_that_Twilio_answers_with_trouble_for_a_minute_are_looked_for_never_repeated_and_end_as_failed(
        [Values("503", "silence", "a cut line")] string trouble)
    {
        twilio.Trouble = TroubleOf(trouble);
        var calls = await PlaceAsync();
        await Eventually.EventuallyAsync(
            () => workspace.LookAsync(db => db.Calls.AllAsync(call => call.CreateUnclearAt != null)),
            "nobody knows whether Twilio made the calls");

        await UntilAsync(FindCreatedCall.Name, TimeSpan.FromMinutes(1));
        Assert.That(await StatesAsync(), Is.All.EqualTo((CallState.Requested, (CallResult?)null)));
        twilio.Trouble = null;
        await UntilAsync(FindCreatedCall.Name, TimeSpan.FromMinutes(2));

        await EndAsync(CallResult.CarrierFailed);
        Assert.That(twilio.Creates.Select(create => create.CallId), Is.EquivalentTo(calls), "each was asked for once");
    }

    [Test]
    public async Task Calls_that_Twilio_made_without_saying_so_are_found_when_it_is_back_and_not_made_again(
        [Values("503", "silence", "a cut line")] string trouble)
    {
        (twilio.Trouble, twilio.MakesCallsAllTheSame) = (TroubleOf(trouble), true);
        var calls = await PlaceAsync();
        await Eventually.EventuallyAsync(
            () => workspace.LookAsync(db => db.Calls.AllAsync(call => call.CreateUnclearAt != null)),
            "nobody knows whether Twilio made the calls");
        await UntilAsync(FindCreatedCall.Name, TimeSpan.FromMinutes(1));

        twilio.Trouble = null;
        clock.Advance(quarter);

        await Eventually.EventuallyAsync(
            async () => (await StatesAsync()).All(seen => seen.State is CallState.CallingAgent),
            "all calls are found");
        Assert.That(twilio.Creates.Select(create => create.CallId), Is.EquivalentTo(calls), "each was asked for once");
        var legs = await workspace.LookAsync(db => db.Set<Leg>().Where(leg => leg.CallSid != null)
            .Select(leg => new { leg.CallId, CallSid = leg.CallSid! }).ToListAsync());
        Assert.That(legs.Select(leg => leg.CallSid), Is.EquivalentTo(calls.Select(TwilioCall.AgentSidOf)));
        Assert.That(
            legs,
            Has.All.Matches((dynamic leg) => leg.CallSid == TwilioCall.AgentSidOf(leg.CallId.Value)),
            "each call found its own leg");
    }

    private static Func<HttpContext, Task> TroubleOf(string name) =>
        name switch
        {
            "503" => TwilioStandIn.Answers(503),
            "silence" => TwilioStandIn.SaysNothing,
            _ => TwilioStandIn.CutsTheLine,
        };

    /// <summary>A call of each agent.</summary>
    private async Task<List<Guid>> PlaceAsync()
    {
        var calls = new List<Guid>();
        foreach (var agent in workspace.Agents)
        {
            await using var scope = host.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<OrganizationScope>().Enter(workspace.OrganizationId);
            scope.ServiceProvider.GetRequiredService<Caller>().Is(agent, workspace.OrganizationId);
            calls.Add((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new PlaceCall(agent.To, ContactId: null))).Id);
        }

        return calls;
    }

    /// <summary>Lets this long pass, and something be tried in every quarter of a minute of it.</summary>
    private async Task UntilAsync(string kind, TimeSpan passes)
    {
        for (var passed = TimeSpan.Zero; passed < passes; passed += quarter)
        {
            clock.Advance(quarter);
            await TriedAsync(kind);
        }
    }

    /// <summary>Until everything that is due has been tried and either done or put off.</summary>
    private Task TriedAsync(string kind) =>
        Eventually.EventuallyAsync(
            () =>
                workspace.LookAsync(async db =>
                {
                    // The pauses before something harmless is asked again are the clock's, too.
                    clock.Advance(TimeSpan.FromMilliseconds(20));
                    var requests = await db.CarrierRequests.AsNoTracking().Where(request => request.Kind == kind).ToListAsync();
                    return requests.Count == workspace.Agents.Count
                        && requests.All(request =>
                            request.Attempts > 0
                            && (
                                request.State is CarrierRequestState.Done
                                || (request.State is CarrierRequestState.Pending && request.DueAt > clock.GetUtcNow())));
                }),
            $"every {kind} is tried");

    private Task EndAsync(CallResult result) =>
        Eventually.EventuallyAsync(
            async () => (await StatesAsync()).All(seen => seen == (CallState.Ended, result)),
            $"all calls end as {result}");

    private async Task<List<(CallState State, CallResult? Result)>> StatesAsync() =>
        [.. (await workspace.LookAsync(db => db.Calls.AsNoTracking().ToListAsync())).Select(call => (call.State, call.Result))];

    private sealed class Caller : ICurrentUser
    {
        public UserId UserId { get; private set; }

        public MembershipId MembershipId { get; private set; }

        public OrganizationId OrganizationId { get; private set; }

        public Role Role => Role.Agent;

        public void Is(Agent agent, OrganizationId organization) => (MembershipId, OrganizationId) = (agent.Id, organization);
    }
}

/// <summary>The same with a process of its own and with the real clock, which is why it does not take a minute.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ShortOutageTests : WithProcesses
{
    protected override int Agents => 3;

    [Test]
    public async Task Calls_placed_while_Twilio_is_away_for_some_seconds_are_accepted_and_dialled_once_each_when_it_is_back()
    {
        await StartAsync();
        await Twilio.GoAwayAsync();

        var calls = await Task.WhenAll(Workspace.Agents.Select(agent => App.PlaceAsync(agent)));
        await Eventually.EventuallyAsync(
            () => Workspace.LookAsync(db => db.CarrierRequests.AllAsync(request => request.Attempts > 1)),
            "Twilio is tried more than once");
        await Twilio.ComeBackAsync();

        await Eventually.EventuallyAsync(
            () => Workspace.LookAsync(db => db.Calls.AllAsync(call => call.State == CallState.CallingAgent)),
            "all calls are dialled");
        Assert.That(Twilio.Creates.Select(create => create.CallId), Is.EquivalentTo(calls));
    }
}

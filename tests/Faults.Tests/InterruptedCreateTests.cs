using System.Diagnostics;
using CrmVoice.Domain.Calls;
using CrmVoice.Faults.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests;

/// <summary>The process dies after it has claimed the request for a call, and before it has heard what Twilio says.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class InterruptedCreateTests : WithProcesses
{
    protected override int Agents => 1;

    [Test]
    public async Task A_call_that_Twilio_made_before_the_process_died_is_found_soon_after_the_start()
    {
        await StartAsync();
        (Twilio.Trouble, Twilio.MakesCallsAllTheSame) = (TwilioStandIn.SaysNothing, true);
        var call = await DieWhileAskingAsync();

        var found = await UntilAsync(one => one.State == CallState.CallingAgent, call);

        TestContext.Out.WriteLine($"found {found.TotalSeconds:0.0} s after the start");
        Assert.That(found, Is.LessThan(TimeSpan.FromSeconds(15)));
        Assert.That(Twilio.TimesMade(call), Is.EqualTo(1));
    }

    [Test]
    public async Task A_call_that_Twilio_never_made_ends_within_a_minute_and_its_agent_calls_again()
    {
        await StartAsync();
        Twilio.Trouble = TwilioStandIn.SaysNothing;
        var call = await DieWhileAskingAsync();

        var ended = await UntilAsync(one => one.State == CallState.Ended && one.Result == CallResult.CarrierFailed, call);

        TestContext.Out.WriteLine($"ended {ended.TotalSeconds:0.0} s after the start");
        Assert.That(ended, Is.InRange(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(55)));
        var second = await App.PlaceAsync(Workspace.Agents[0]);
        await Eventually.EventuallyAsync(() => Twilio.TimesMade(second) == 1, "the agent calls again");
        Assert.That(Twilio.Creates.Count(create => create.CallId == call), Is.EqualTo(1), "asked for once, whatever came of it");
    }

    private async Task<Guid> DieWhileAskingAsync()
    {
        var call = await App.PlaceAsync(Workspace.Agents[0]);
        await Eventually.EventuallyAsync(() => Twilio.Creates.Count > 0, "Twilio is asked");
        await App.KillAsync();
        Twilio.Trouble = null;
        await App.StartAsync();
        return call;
    }

    private async Task<TimeSpan> UntilAsync(System.Linq.Expressions.Expression<Func<Call, bool>> isSo, Guid call)
    {
        var since = Stopwatch.GetTimestamp();
        await Eventually.EventuallyAsync(
            () => Workspace.LookAsync(db => db.Calls.Where(one => one.Id == new Domain.Common.CallId(call)).AnyAsync(isSo)),
            "the call is settled");
        return Stopwatch.GetElapsedTime(since);
    }
}

using System.Diagnostics;
using CrmVoice.Domain.Carrier;
using CrmVoice.Faults.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Faults.Tests;

/// <summary>A service manager stops CrmVoice while it is at work.</summary>
internal sealed class TerminationTests : WithProcesses
{
    protected override int Agents => 1;

    [Test]
    public async Task What_Twilio_was_asked_when_it_was_told_to_end_is_heard_and_stored()
    {
        var answer = new TaskCompletionSource();
        await StartAsync();
        Twilio.Trouble = async context =>
        {
            await answer.Task;
            context.Response.StatusCode = 429;
        };
        var call = await App.PlaceAsync(Workspace.Agents[0]);
        await Eventually.EventuallyAsync(() => Twilio.Creates.Count > 0, "Twilio is asked");

        var since = Stopwatch.GetTimestamp();
        await App.TerminateAsync();
        // Twilio takes its time.
        await Task.Delay(TimeSpan.FromSeconds(3));
        answer.SetResult();
        await App.EndAsync();

        Assert.That(Stopwatch.GetElapsedTime(since), Is.LessThan(TimeSpan.FromSeconds(15)));
        var request = await Workspace.LookAsync(db => db.CarrierRequests.AsNoTracking().SingleAsync());
        Assert.That(request.State, Is.EqualTo(CarrierRequestState.Pending), "its answer is known: it is to be asked again");
        Assert.That(await Workspace.LookAsync(db => db.Calls.AnyAsync(one => one.CreateUnclearAt != null)), Is.False);

        Twilio.Trouble = null;
        await App.StartAsync();
        await Eventually.EventuallyAsync(() => Twilio.TimesMade(call) == 1, "it goes on after the start");
    }

    [Test]
    public async Task A_Twilio_that_never_answers_holds_it_up_for_fifteen_seconds_at_most()
    {
        await StartAsync(settings: "--Twilio:AnswerTimeout=00:01:00");
        Twilio.Trouble = TwilioStandIn.SaysNothing;
        await App.PlaceAsync(Workspace.Agents[0]);
        await Eventually.EventuallyAsync(() => Twilio.Creates.Count > 0, "Twilio is asked");

        var since = Stopwatch.GetTimestamp();
        await App.TerminateAsync();
        await App.EndAsync();

        Assert.That(Stopwatch.GetElapsedTime(since), Is.InRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(18)));
    }
}

using CrmVoice.Domain.Calls;
using CrmVoice.Faults.Tests.Support;

namespace CrmVoice.Faults.Tests;

/// <summary>
/// Twilio's clock and ours disagree by minutes. That no call depends on it in any order is in <see cref="Calls.OrderTests"/>.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ClockTests : WithProcesses
{
    private static readonly int[] minutesAhead = [0, -10, -1, 1, 10];

    protected override int Agents => minutesAhead.Length;

    [Test]
    public async Task A_call_comes_to_the_same_where_Twilio_reports_it_minutes_before_it_was_asked_for_or_after_it_was_heard()
    {
        await StartAsync();
        var told = await Task.WhenAll(
            Workspace
                .Agents.Zip(minutesAhead)
                .Select(async one =>
                {
                    var call = await PlaceAsync(one.First, clockIsAheadBy: TimeSpan.FromMinutes(one.Second));
                    foreach (var said in Transcripts.Answered.Of(call))
                    {
                        Assert.That((await App.HearAsync(call.Id, said)).Status, Is.AnyOf(200, 204));
                    }

                    await AllIsTakenAsync();
                    var ended = await ReadAsync(call);
                    var read = await App.ReadAsync(one.First, call.Id);
                    return (ended.State,
                        ended.Result,
                        ended.TalkSeconds,
                        ended.AgentRingSeconds,
                        ended.ContactRingSeconds,
                        read.GetProperty("state").GetString(),
                        read.GetProperty("talkSeconds").GetInt32());
                }));

        Assert.That(told, Is.All.EqualTo((CallState.Ended, (CallResult?)CallResult.Answered, (int?)95, (int?)8, (int?)7, "ended", 95)));
    }
}

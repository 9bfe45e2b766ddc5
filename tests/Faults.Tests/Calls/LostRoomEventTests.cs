using CrmVoice.Faults.Tests.Support.Rooms;

namespace CrmVoice.Faults.Tests.Calls;

/// <summary>
/// Any single report of a room, or status of a leg, gets lost while a contact is handed over: who is in the room is looked up while the
/// call lives, and the rest is told by the next report, by Twilio's answers or by the legs.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class LostRoomEventTests : WithHandovers
{
    // That somebody who was told to join has not is looked up after 8 s; that a leg is over, once it may ring no longer or has left the room.
    private static readonly TimeSpan aloneAtMost = TimeSpan.FromSeconds(30);

    protected override int MaxCalls => 200;

    [Test]
    public Task With_any_one_report_of_the_room_lost_every_transfer_comes_to_the_same() =>
        LoseEachAsync(what => what.StartsWith("participant-", StringComparison.Ordinal) || what is "conference-end");

    [Test]
    public Task With_any_one_status_of_a_leg_lost_every_transfer_comes_to_the_same() =>
        LoseEachAsync(what => what.StartsWith(PlayedCall.Status, StringComparison.Ordinal));

    private async Task LoseEachAsync(Func<string, bool> isOne)
    {
        var whole = await PlayAllAsync();
        var reports = whole.SelectMany(one => one.Played.Exchanges
                .Where(isOne)
                .GroupBy(what => what)
                .SelectMany(same => Enumerable.Range(1, same.Count()).Select(nth => (one.How, Report: (same.Key, nth)))))
            .Take(MaxCalls - whole.Count)
            .ToList();

        var calls = await StoreAsync([.. reports.Select(one => Add(one.How, loses: one.Report))]);
        await Task.WhenAll(calls.Select(one => one.PlayAsync()));

        var (lost, alone) = (calls.Count(one => one.Played.Lost is not null), calls.Max(one => one.Played.LongestAlone));
        TestContext.Out.WriteLine($"{lost} reports lost, a contact at most {alone.TotalSeconds:0.0} s alone");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lost, Is.GreaterThan(calls.Count * 3 / 4));
            calls.ForEach(one => AssertIsTrue(one, aloneAtMost + (Pace * (calls.Count / whole.Count)), one.How.Result));
        }
    }
}

using System.Diagnostics;
using CrmVoice.Faults.Tests.Support.Rooms;

namespace CrmVoice.Faults.Tests.Calls;

/// <summary>
/// The process dies between any two steps of a transfer: before and after each request to Twilio, each webhook and each press of a button.
/// Afterwards nobody waits alone, no telephone rings on, nobody was rung twice, and what is told of the call is true.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class KilledTransferTests : WithHandovers
{
    /// <summary>Set to "all" to have it die at every step; otherwise it dies at a part of them, from each way of handing over.</summary>
    private const string Extent = "CRMVOICE_KILLED_STEPS";

    private const int Rounds = 4;
    private const int OneOf = 3;

    // A request that was interrupted is looked for at 5, 15 and 40 s; then the agent is rung.
    private static readonly TimeSpan aloneAtMost = TimeSpan.FromSeconds(55);

    private TimeSpan longestDown;

    protected override int MaxCalls => 420;

    [Test]
    public async Task Killed_between_any_two_steps_a_transfer_leaves_nobody_alone_no_leg_ringing_and_nobody_rung_twice()
    {
        var whole = await PlayAllAsync();

        var steps = whole.SelectMany(one =>
            Enumerable.Range(1, one.Played.Exchanges.Count).SelectMany(at => new[] { (one.How, at, false), (one.How, at, true) }))
            .ToList();
        var isWhole = Environment.GetEnvironmentVariable(Extent) == "all";
        var chosen = steps.Where((_, index) => isWhole || index % OneOf == 0).Take(MaxCalls - whole.Count).ToList();
        TestContext.Out.WriteLine($"{steps.Count} places to die at, {chosen.Count} of them tried");
        var killed = new List<Task>();
        for (var round = 0; round < Rounds; round++)
        {
            killed.AddRange(await KillAsync([.. chosen.Where((_, index) => index % Rounds == round)]));
        }

        await Task.WhenAll(killed);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Played.Count(one => one.Played.Stopped.IsCompleted), Is.GreaterThan(chosen.Count * 3 / 4), "died where it was to");
            Played.ForEach(one => AssertIsTrue(one, aloneAtMost + longestDown + (Pace * (chosen.Count / whole.Count))));
        }

        var alone = Played.Max(one => one.Played.LongestAlone);
        TestContext.Out.WriteLine($"at most {longestDown.TotalSeconds:0.0} s down, a contact at most {alone.TotalSeconds:0.0} s alone");
    }

    private async Task<List<Task>> KillAsync(List<(Handover How, int At, bool IsAfter)> places)
    {
        var all = await StoreAsync([.. places.Select((place, index) => Add(place.How, (place.At, place.IsAfter), index % 2 == 0))]);
        var playing = all.ConvertAll(one => one.PlayAsync());
        // Whoever is done before it comes there has nothing to fear.
        await Task.WhenAny(
            Task.WhenAll(all.Zip(playing, (one, done) => Task.WhenAny(one.Played.Stopped, done))),
            Task.Delay(TimeSpan.FromSeconds(20) + (Pace * 6)));
        var since = Stopwatch.GetTimestamp();
        await App.KillAsync();
        await App.StartAsync();
        longestDown = Stopwatch.GetElapsedTime(since) is var down && down > longestDown ? down : longestDown;
        all.ForEach(one => one.Played.Thaw());
        return playing;
    }
}

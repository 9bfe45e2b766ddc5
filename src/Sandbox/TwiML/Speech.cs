using System.Xml.Linq;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Page;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>Say, Play and Pause: nothing is heard, but it takes its time, and what is said can be read.</summary>
internal sealed class Speech(SandboxClock clock, LiveFeed feed)
{
    private const double CharactersPerSecond = 15;
    private const double PlaySeconds = 5;
    private const double KeySeconds = 0.5;
    private static readonly TimeSpan Endless = TimeSpan.FromHours(4);

    /// <param name="digitsArrive">Whether the far end hears digits that are played.</param>
    public async Task PlayAsync(SandboxCall call, XElement verb, CancellationToken cancellation, bool digitsArrive = true)
    {
        if (verb.Name.LocalName is "Say")
        {
            call.Said.Enqueue(verb.Value.Trim());
            feed.Changed();
        }

        if (digitsArrive && verb.Name.LocalName is "Play" && verb.Text("digits") is { Length: > 0 } tones)
        {
            call.HeardDigits.Enqueue(tones);
            feed.Changed();
        }

        var seconds = verb.Name.LocalName switch
        {
            "Say" => verb.Value.Trim().Length / CharactersPerSecond,
            "Play" => verb.Text("digits") is { } digits ? digits.Length * KeySeconds : PlaySeconds,
            _ => verb.Seconds("length", 1),
        };
        var loop = verb.Count("loop", 1);
        await clock.Delay(loop == 0 ? Endless : TimeSpan.FromSeconds(seconds * loop), cancellation);
    }

    public async Task PlayAllAsync(SandboxCall call, IEnumerable<XElement> verbs, CancellationToken cancellation)
    {
        foreach (var verb in verbs)
        {
            await PlayAsync(call, verb, cancellation);
        }
    }
}

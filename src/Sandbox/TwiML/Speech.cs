using System.Xml.Linq;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>Say, Play and Pause: nothing is heard, but it takes its time.</summary>
internal sealed class Speech(SandboxClock clock)
{
    private const double CharactersPerSecond = 15;
    private const double PlaySeconds = 5;
    private const double KeySeconds = 0.5;
    private static readonly TimeSpan Endless = TimeSpan.FromHours(4);

    public async Task PlayAsync(XElement verb, CancellationToken cancellation)
    {
        var seconds = verb.Name.LocalName switch
        {
            "Say" => verb.Value.Trim().Length / CharactersPerSecond,
            "Play" => verb.Text("digits") is { } digits ? digits.Length * KeySeconds : PlaySeconds,
            _ => verb.Seconds("length", 1),
        };
        var loop = verb.Count("loop", 1);
        await clock.Delay(loop == 0 ? Endless : TimeSpan.FromSeconds(seconds * loop), cancellation);
    }

    public async Task PlayAllAsync(IEnumerable<XElement> verbs, CancellationToken cancellation)
    {
        foreach (var verb in verbs)
        {
            await PlayAsync(verb, cancellation);
        }
    }
}

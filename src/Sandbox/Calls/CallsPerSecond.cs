using System.Collections.Concurrent;
using CrmVoice.Sandbox.Accounts;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Calls;

/// <summary>
/// Outbound calls by REST start at most so many per second and account; a Dial is not limited (Twilio: Call resource, queue_time).
/// </summary>
internal sealed class CallsPerSecond(SandboxClock clock, IOptions<SandboxOptions> options)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> nextTurns = new();

    /// <summary>Takes the account's next turn and says how long to wait for it.</summary>
    public TimeSpan TakeTurn(Account account)
    {
        var now = clock.Now;
        var gap = clock.Scaled(TimeSpan.FromSeconds(1 / options.Value.CallsPerSecond));
        var after = nextTurns.AddOrUpdate(account.Sid, _ => now + gap, (_, turn) => (turn > now ? turn : now) + gap);
        return after - gap - now;
    }
}

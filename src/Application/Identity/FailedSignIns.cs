using System.Threading.Channels;

namespace CrmVoice.Application.Identity;

/// <summary>
/// Failed sign-ins that are still to be written down. That takes longer for people we know: it is done while nobody waits, so that
/// nobody learns from the time who has an account. Bounded; where it is full, the oldest are lost.
/// </summary>
public sealed class FailedSignIns
{
    private const int Most = 1000;

    private static readonly BoundedChannelOptions bounds = new(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };

    private readonly Channel<FailedSignIn> waiting = Channel.CreateBounded<FailedSignIn>(bounds);

    public void Add(FailedSignIn failed) => waiting.Writer.TryWrite(failed);

    public IAsyncEnumerable<FailedSignIn> ReadAsync(CancellationToken cancellationToken) => waiting.Reader.ReadAllAsync(cancellationToken);
}

/// <param name="Email">As it was typed: not that of anybody we know, as a rule.</param>
/// <param name="Address">The IP address that it came from.</param>
/// <param name="At">When (UTC).</param>
public sealed record FailedSignIn(string Email, string? Address, DateTimeOffset At);

using CrmVoice.Application.Calls.Contracts;
using CrmVoice.Application.Carrier.Contracts;

namespace CrmVoice.Application.Organizations;

/// <summary>Compares the calls per second that are set with what Twilio made of the calls of the last day.</summary>
internal sealed class PaceReader(
    IAccountUse use, ICallDirectory calls, ICarrierAccounts accounts, CarrierLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan lately = TimeSpan.FromHours(24);

    public async Task<PaceReading> ReadAsync(CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow() - lately;
        var account = await accounts.GetAsync(cancellationToken);
        return new PaceReading(
            account.CallsPerSecond ?? limits.CallsPerSecond,
            await calls.CountAskedTooOftenAsync(since, cancellationToken),
            await use.ReadQueueAsync(since, cancellationToken));
    }
}

/// <param name="CallsPerSecond">How many Twilio is asked for at most; 0 for no limit.</param>
/// <param name="AskedTooOften">How often Twilio refused to take a call because it was asked too often.</param>
internal sealed record PaceReading(int CallsPerSecond, int AskedTooOften, QueueReading Queue);

using CrmVoice.Sandbox.Callbacks;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.Calls;

/// <summary>Rings one leg, parent or child, until it answers or cannot.</summary>
internal sealed class LegDialer(SandboxClock clock, CallProgress progress, IOptions<SandboxOptions> options)
{
    private const double SetUpSeconds = 0.5;

    /// <summary>
    /// True once the leg is in progress. Throws <see cref="OperationCanceledException"/> when the leg, or what waits for it, is hung up.
    /// </summary>
    /// <param name="whileSettingUp">Says how the far end behaves: before it is dialled, and again just before its telephone rings.</param>
    public async Task<bool> TryReachAsync(
        SandboxCall leg,
        TimeSpan timeout,
        CancellationToken cancellation,
        Action<SandboxCall>? whileSettingUp = null)
    {
        whileSettingUp?.Invoke(leg);
        progress.Advance(leg, CallStatus.Initiated);
        await clock.Delay(SetUpSeconds, cancellation);
        whileSettingUp?.Invoke(leg);
        var behaviour = leg.Behaviour;
        if (behaviour.Pickup == Pickup.Refused)
        {
            return !progress.End(leg, CallStatus.Failed, 404);
        }

        progress.Advance(leg, CallStatus.Ringing);
        if (behaviour.Pickup == Pickup.Busy)
        {
            await clock.Delay(options.Value.RingSeconds / 2, cancellation);
            return !progress.End(leg, CallStatus.Busy, 486);
        }

        var answersAfter = TimeSpan.FromSeconds(2 * options.Value.RingSeconds);
        var givesUpAfter = timeout + TimeSpan.FromSeconds(options.Value.TimeoutBufferSeconds);
        if (behaviour.Pickup == Pickup.RingsOut || answersAfter > givesUpAfter)
        {
            await clock.Delay(givesUpAfter, cancellation);
            return !progress.End(leg, CallStatus.NoAnswer, 487);
        }

        await clock.Delay(answersAfter, cancellation);
        progress.Advance(leg, CallStatus.InProgress);
        _ = KeepTimeLimitAsync(leg);
        return true;
    }

    /// <summary>Has the far end hang up by itself after a while.</summary>
    public void HangUpAfter(SandboxCall leg, TimeSpan? time)
    {
        if (time is { } duration)
        {
            _ = HangUpLaterAsync(leg, duration);
        }
    }

    /// <summary>Answering machine detection: the result after the time it takes, to the callback if it is not waited for.</summary>
    public async Task DetectMachineAsync(SandboxCall leg, MachineDetection detection, CancellationToken cancellation)
    {
        var (answeredBy, after) = detection.Result(leg.Behaviour);
        await clock.Delay(after, cancellation);
        var milliseconds = (int)after.TotalMilliseconds;
        leg.AnsweredBy = answeredBy;
        leg.MachineDetectionMilliseconds = detection.IsAsync ? null : milliseconds;
        if (detection.Callback is { } target)
        {
            leg.Delivery.Send(
                Callback.Of(leg, "machine detection", target,
                [
                    new("AccountSid", leg.Account.Sid),
                    new("CallSid", leg.Sid),
                    new("AnsweredBy", answeredBy),
                    new("MachineDetectionDuration", $"{milliseconds}"),
                ]),
                isLast: false);
        }
    }

    public void DetectMachineInBackground(SandboxCall leg, MachineDetection detection) => _ = DetectUnlessHungUpAsync(leg, detection);

    private async Task DetectUnlessHungUpAsync(SandboxCall leg, MachineDetection detection)
    {
        try
        {
            await DetectMachineAsync(leg, detection, leg.Interrupted);
        }
        catch (OperationCanceledException)
        {
            // Hung up or redirected before there was a result: nobody is told.
        }
    }

    /// <summary>
    /// Ends a call whose time is up, as its limit stands by then: an update of the call may set another one (Twilio: Call resource,
    /// "TimeLimit").
    /// </summary>
    private async Task KeepTimeLimitAsync(SandboxCall leg)
    {
        while (!leg.Over.IsCancellationRequested)
        {
            var (limit, changed) = leg.TimeLimit;
            var rest = limit is { } most ? clock.Scaled(most) - (clock.Now - leg.AnsweredAt!.Value) : (TimeSpan?)null;
            if (rest <= TimeSpan.Zero)
            {
                progress.End(leg, CallStatus.NoAnswer, 487, EndedBy.Person);
                return;
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(leg.Over);
            await Task.WhenAny(changed, clock.DelayReal(rest ?? Timeout.InfiniteTimeSpan, waiting.Token));
            await waiting.CancelAsync();
        }
    }

    private async Task HangUpLaterAsync(SandboxCall leg, TimeSpan time)
    {
        try
        {
            await clock.Delay(time, leg.Over);
            progress.End(leg, CallStatus.NoAnswer, 487, EndedBy.Person);
        }
        catch (OperationCanceledException)
        {
            // Ended before.
        }
    }
}

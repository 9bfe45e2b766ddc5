using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Callbacks;

namespace CrmVoice.Sandbox.Calls;

/// <summary>
/// A number that is to be shown to be somebody's: whoever answers there has to type the code (Twilio: OutgoingCallerId resource).
/// </summary>
internal sealed record Verification(string Code, string FriendlyName, TimeSpan Delay, CallbackTarget? Callback);

/// <summary>Calls a number and waits for somebody to type the code that was given out.</summary>
internal sealed partial class VerificationCalls(
    SandboxClock clock,
    CallStore calls,
    CallProgress progress,
    LegDialer dialing,
    CallbackSender sender,
    Notifications notifications,
    ILogger<VerificationCalls> logger)
{
    /// <summary>The number that Twilio calls from.</summary>
    private const string Twilio = "+14157234000";
    private const int Attempts = 3;
    private static readonly TimeSpan Rings = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public SandboxCall Place(Account account, string number, Verification verification, Behaviour behaviour)
    {
        var call = new SandboxCall(account, Twilio, number, null, behaviour, clock.Now)
        {
            Verification = verification,
            Delivery = new PromptDelivery(sender, notifications),
        };
        calls.Add(call);
        return call;
    }

    public void Start(SandboxCall call) => _ = Task.Run(() => RunAsync(call, call.Verification!));

    private async Task RunAsync(SandboxCall call, Verification verification)
    {
        var isVerified = false;
        try
        {
            await clock.Delay(verification.Delay, call.Interrupted);
            isVerified = await dialing.TryReachAsync(call, Rings, call.Interrupted) && await HearCodeAsync(call, verification.Code);
        }
        catch (OperationCanceledException)
        {
            // Hung up before the code was whole.
        }
        catch (Exception failure)
        {
            Log.Broke(logger, failure, call.Sid);
        }

        if (isVerified)
        {
            call.Account.CallerIds[call.To] = new CallerId(call.To, verification.FriendlyName, clock.Now, clock.Now);
        }

        progress.End(call, CallStatus.Completed, 200);
        Report(call, verification, isVerified);
        await call.Delivery.FlushAsync();
    }

    /// <summary>A wrong code may be typed anew, a few times.</summary>
    private async Task<bool> HearCodeAsync(SandboxCall call, string code)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(call.Interrupted);
        patience.CancelAfter(clock.Scaled(Patience));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var typed = "";
            while (typed.Length < code.Length)
            {
                typed += await call.Keys.Reader.ReadAsync(patience.Token);
            }

            if (typed == code)
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(SandboxCall call, Verification verification, bool isVerified)
    {
        if (verification.Callback is not { } target)
        {
            return;
        }

        KeyValuePair<string, string>[] outcome = isVerified
            ? [new("VerificationStatus", "success"), new("OutgoingCallerIdSid", call.Account.CallerIds[call.To].Sid)]
            : [new("VerificationStatus", "failed")];
        call.Delivery.Send(Callback.Of(call, "verification", target, [.. CallParameters.Standard(call), .. outcome]), isLast: true);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Verification call {CallSid} broke")]
        public static partial void Broke(ILogger logger, Exception failure, string callSid);
    }
}

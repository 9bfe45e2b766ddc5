using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Recordings;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Calls;

/// <summary>What a customer does who calls in.</summary>
/// <param name="From">A number, or what networks send for a caller who shows none, such as <c>anonymous</c>.</param>
/// <param name="Keys">Pressed once the call was answered, one a second; null for none.</param>
/// <param name="Stays">After how long the customer hangs up; null for as long as somebody speaks.</param>
/// <param name="Speaks">For how long, where a message is recorded; null for a few words, and nothing for silence.</param>
internal sealed record IncomingCustomer(
    string To, string From, CallerFacts Caller, string? Keys = null, TimeSpan? Stays = null, TimeSpan? Speaks = null);

internal enum IncomingRefusal
{
    None,
    UnknownNumber,

    /// <summary>
    /// Nobody is asked what to do: the number has no VoiceUrl, or an application or a trunk gets its calls, of which there are none here.
    /// </summary>
    NotSetUp,
}

/// <summary>
/// Calls of customers to the accounts' numbers: the number's VoiceUrl says what happens, and its StatusCallback hears of the end once
/// (Twilio: IncomingPhoneNumber resource). The question is asked while it rings; only its answer takes the call.
/// </summary>
internal sealed partial class InboundCalls(
    SandboxClock clock,
    AccountDirectory accounts,
    NumberBook numbers,
    CallStore calls,
    CallProgress progress,
    LegDialer dialing,
    TwiMLRunner twiml,
    Recorder recorder,
    Deliveries deliveries,
    ILogger<InboundCalls> logger)
{
    private const double SecondsBetweenKeys = 1;

    /// <returns>The call; null with the reason where there is none.</returns>
    public (SandboxCall? Call, IncomingRefusal Refusal) Place(IncomingCustomer customer)
    {
        if (accounts.All.FirstOrDefault(account => account.Numbers.Contains(customer.To)) is not { } account
            || numbers.Of(account).FirstOrDefault(number => number.PhoneNumber == customer.To) is not { } number)
        {
            return (null, IncomingRefusal.UnknownNumber);
        }

        if (number is { VoiceUrl: "" } or { TrunkSid: not "" } or { VoiceApplicationSid: not "" })
        {
            return (null, IncomingRefusal.NotSetUp);
        }

        var call = new SandboxCall(account, customer.From, customer.To, null, Behaviour.OfCustomer, clock.Now)
        {
            Caller = customer.Caller with { Name = number.VoiceCallerIdLookup ? customer.Caller.Name : null },
            IsContact = true,
            Speaks = customer.Speaks ?? SandboxCall.FewWords,
            Fallback = Target(number.VoiceFallbackUrl, number.VoiceFallbackMethod),
            Subscription = Target(number.StatusCallback, number.StatusCallbackMethod) is { } target
                ? new StatusSubscription(target, StatusSubscription.OnlyCompleted)
                : null,
            Delivery = deliveries.Prompt(),
        };
        calls.Add(call);
        _ = Task.Run(() => RunAsync(call, customer, TwimlSource.Of(number.VoiceUrl, number.VoiceMethod)));
        return (call, IncomingRefusal.None);
    }

    private static CallbackTarget? Target(string url, string method) => url is "" ? null : new CallbackTarget(url, method);

    private async Task RunAsync(SandboxCall call, IncomingCustomer customer, TwimlSource voice)
    {
        try
        {
            progress.Advance(call, CallStatus.Ringing);
            dialing.HangUpAfter(call, customer.Stays);
            _ = PressAsync(call, customer.Keys ?? "");
            await twiml.RunAsync(call, voice);
            progress.End(call, CallStatus.NoAnswer, 487);
        }
        catch (OperationCanceledException) when (call.Status.IsFinal())
        {
            // The customer hung up, or the application did.
        }
        catch (Exception failure)
        {
            Log.Broke(logger, failure, call.Sid);
            progress.End(call, CallStatus.Failed, 500);
        }

        recorder.StopAll(call);
        progress.ReportEnd(call);
        await recorder.FinishAsync(call);
        await call.Delivery.FlushAsync();
    }

    private async Task PressAsync(SandboxCall call, string keys)
    {
        try
        {
            foreach (var key in keys)
            {
                await clock.Delay(SecondsBetweenKeys, call.Over);
                call.Keys.Writer.TryWrite(key);
            }
        }
        catch (OperationCanceledException)
        {
            // Hung up before all were pressed.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Incoming call {CallSid} broke")]
        public static partial void Broke(ILogger logger, Exception failure, string callSid);
    }
}

using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Recordings;
using CrmVoice.Sandbox.TwiML;

namespace CrmVoice.Sandbox.Calls;

/// <summary>Calls placed by <c>POST Calls.json</c>, each one flow from the queue to its last callback.</summary>
internal sealed partial class OutboundCalls(
    SandboxClock clock,
    CallStore calls,
    CallsPerSecond callsPerSecond,
    CallProgress progress,
    LegDialer dialing,
    TwiMLRunner twiml,
    Recorder recorder,
    LegBehaviours behaviours,
    Deliveries deliveries,
    ILogger<OutboundCalls> logger)
{
    public SandboxCall Place(Account account, string from, string to, CallRequest request, Behaviour behaviour, ChosenBehaviour? chosen)
    {
        var call = new SandboxCall(account, from, to, null, behaviour, clock.Now)
        {
            Request = request,
            Chosen = chosen,
            IsContact = chosen?.Leg == LegKind.Contact,
            Subscription = request.Status,
            Delivery = deliveries.Prompt(),
            QueueTime = callsPerSecond.TakeTurn(account),
        };
        calls.Add(call);
        return call;
    }

    /// <summary>Apart from <see cref="Place"/>, so that what POST answers is the call before anything happened to it.</summary>
    public void Start(SandboxCall call) => _ = Task.Run(() => RunAsync(call, call.Request!));

    private async Task RunAsync(SandboxCall call, CallRequest request)
    {
        try
        {
            await TalkAsync(call, request);
            progress.End(call, CallStatus.Completed, 200);
        }
        catch (OperationCanceledException) when (call.Status.IsFinal())
        {
            // Hung up, by whomever: the leg knows.
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

    private async Task TalkAsync(SandboxCall call, CallRequest request)
    {
        await Task.Delay(call.QueueTime, call.Interrupted);
        if (!await dialing.TryReachAsync(call, request.Timeout, call.Interrupted, behaviours.AtDialling))
        {
            return;
        }

        behaviours.AtAnswer(call);
        call.Recording = request.Recording is { } terms ? recorder.Start(call, terms) : null;
        if (request.MachineDetection is { IsAsync: true } background)
        {
            dialing.DetectMachineInBackground(call, background);
        }
        else if (request.MachineDetection is { } detection)
        {
            await dialing.DetectMachineAsync(call, detection, call.Interrupted);
        }

        await twiml.RunAsync(call, request.Twiml);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Call {CallSid} broke")]
        public static partial void Broke(ILogger logger, Exception failure, string callSid);
    }
}

using System.Xml.Linq;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Recordings;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>
/// A message, as for a voicemail: the far end speaks for a while and falls silent, presses a key, or hangs up (Twilio: TwiML Voice Record).
/// </summary>
internal sealed class RecordVerb(SandboxClock clock, Recorder recorder, TwimlFetcher fetcher, SandboxAddress address)
{
    public async Task<Step> RunAsync(SandboxCall call, XElement verb, TwimlDocument document)
    {
        var recording = recorder.Start(call, new("RecordVerb", 1)
        {
            Callback = document.Target(verb, "recordingStatusCallback"),
            Events = verb.Words("recordingStatusCallbackEvent", "completed"),
        });
        var key = "";
        try
        {
            key = await UntilSilenceOrKeyAsync(call, verb);
        }
        catch (OperationCanceledException) when (call.Status.IsFinal())
        {
            Hear();
            recorder.Stop(recording, call);
            await fetcher.TellAsync(call, Action(recording, "hangup"));
            throw;
        }

        Hear();
        recorder.Stop(recording, call);
        return Step.To(Action(recording, key));

        void Hear()
        {
            var lasted = clock.Lasted(recording.StartedAt);
            recording.Spoken = lasted < call.Speaks ? lasted : call.Speaks;
        }

        TwimlSource Action(Recording made, string digits) =>
            document.Next(
                verb.Text("action"),
                verb.Text("method"),
                [.. CallParameters.OfRecording(made, address.Base), new("Digits", digits)]);
    }

    private async Task<string> UntilSilenceOrKeyAsync(SandboxCall call, XElement verb)
    {
        var silence = verb.Seconds("timeout", 5);
        var longest = verb.Seconds("maxLength", 3600);
        var finishOnKey = verb.Text("finishOnKey") ?? "1234567890*#";
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(call.Interrupted);
        var end = clock.Delay(silence == 0 ? longest : Math.Min(longest, call.Speaks.TotalSeconds + silence), waiting.Token);
        while (!end.IsCompleted)
        {
            await Task.WhenAny(end, call.Keys.Reader.WaitToReadAsync(waiting.Token).AsTask());
            call.Interrupted.ThrowIfCancellationRequested();
            if (call.Keys.Reader.TryRead(out var key) && finishOnKey.Contains(key, StringComparison.Ordinal))
            {
                await waiting.CancelAsync();
                return key.ToString();
            }
        }

        await waiting.CancelAsync();
        return "";
    }
}

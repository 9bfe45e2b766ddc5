using System.Collections.Concurrent;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Recordings;

/// <summary>Starts and stops recordings, keeps them, and reports them (Twilio: Recording status callback).</summary>
internal sealed class Recorder(SandboxClock clock, SandboxAddress address)
{
    private const double ProcessingSeconds = 1;
    private readonly ConcurrentDictionary<string, Recording> recordings = new();
    private readonly ConcurrentDictionary<string, Task> processing = new();

    public IEnumerable<Recording> All => recordings.Values;

    public Recording? Find(string sid) => recordings.GetValueOrDefault(sid);

    public IEnumerable<Recording> Of(SandboxCall call) => recordings.Values.Where(recording => recording.CallSid == call.Sid);

    public Recording Start(SandboxCall leg, RecordingTerms terms)
    {
        var parent = leg.Parent ?? leg;
        var recording = new Recording(leg.Account, parent.Sid, terms, clock.Now);
        recordings[recording.Sid] = recording;
        Report(recording, parent, "in-progress");
        return recording;
    }

    public void Stop(Recording? recording, SandboxCall leg)
    {
        if (recording is { IsRunning: true })
        {
            recording.Stop(leg.EndedAt ?? clock.Now);
            processing[recording.Sid] = ProcessAsync(recording, leg.Parent ?? leg);
        }
    }

    /// <summary>At the end of a call: whatever still runs stops with it, and the last report is waited for.</summary>
    public async Task FinishAsync(SandboxCall call)
    {
        StopAll(call);
        await Task.WhenAll(Of(call).Select(recording => processing.GetValueOrDefault(recording.Sid, Task.CompletedTask)));
    }

    public void StopAll(SandboxCall call)
    {
        foreach (var recording in Of(call))
        {
            Stop(recording, call);
        }
    }

    public void Forget(SandboxCall call)
    {
        foreach (var recording in Of(call))
        {
            recordings.TryRemove(recording.Sid, out _);
            processing.TryRemove(recording.Sid, out _);
        }
    }

    private async Task ProcessAsync(Recording recording, SandboxCall call)
    {
        await clock.Delay(ProcessingSeconds, CancellationToken.None);
        recording.Complete(clock.Now);
        Report(recording, call, recording.Status);
    }

    private void Report(Recording recording, SandboxCall call, string status)
    {
        if (recording.Terms.Callback is { } target && recording.Terms.Events.Contains(status))
        {
            call.Delivery.Send(
                Callback.Of(call, $"recording {status}", target, [.. Parameters(recording, status)]),
                isLast: status is "completed" or "absent");
        }
    }

    /// <summary>Not the parameters of a call: a recording's callback names no numbers.</summary>
    private IEnumerable<KeyValuePair<string, string>> Parameters(Recording recording, string status)
    {
        yield return new("AccountSid", recording.Account.Sid);
        yield return new("CallSid", recording.CallSid);
        yield return new("RecordingSid", recording.Sid);
        yield return new("RecordingUrl", recording.Url(address.Base));
        yield return new("RecordingStatus", status);
        if (status == "completed")
        {
            yield return new("RecordingDuration", $"{recording.Duration ?? 0}");
        }

        yield return new("RecordingChannels", $"{recording.Terms.Channels}");
        yield return new("RecordingStartTime", recording.StartedAt.Rfc2822());
        yield return new("RecordingSource", recording.Terms.Source);
        yield return new("RecordingTrack", recording.Terms.Track);
        yield return new("ErrorCode", "0");
    }
}

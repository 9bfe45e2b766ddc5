using System.Xml.Linq;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>Keys pressed by the far end (Twilio: TwiML Voice Gather). Speech is not understood here: waiting for it ends with the timeout.
/// A key pressed while the call was still on its way to the question counts, so that nobody at the page or in a test must hit the
/// moment.</summary>
internal sealed class GatherVerb(SandboxClock clock, Speech speech)
{
    private static readonly TimeSpan ThinkingTime = TimeSpan.FromSeconds(1);

    public async Task<Step> RunAsync(SandboxCall call, XElement verb, TwimlDocument document)
    {
        var (digits, finishedOn) = await ListenAsync(call, verb);
        if (digits.Length == 0 && !verb.Flag("actionOnEmptyResult"))
        {
            return Step.NextVerb;
        }

        KeyValuePair<string, string>[] result = [new("Digits", digits), new("FinishedOnKey", finishedOn)];
        return Step.To(document.Next(verb.Text("action"), verb.Text("method"), result));
    }

    private async Task<(string Digits, string FinishedOn)> ListenAsync(SandboxCall call, XElement verb)
    {
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(call.Interrupted);
        try
        {
            var listens = verb.Words("input", "dtmf").Contains("dtmf");
            call.WasAskedForKey |= listens;
            var prompt = speech.PlayAllAsync(call, verb.Elements(), listening.Token);
            var key = listens ? call.Keys.Reader.WaitToReadAsync(listening.Token).AsTask() : Task.Delay(Timeout.Infinite, listening.Token);
            await Task.WhenAny(prompt, key);
            call.Interrupted.ThrowIfCancellationRequested();
            if (listens && !key.IsCompleted && PressesByItself(call) && verb.Seconds("timeout", 5) > ThinkingTime.TotalSeconds)
            {
                // The time to answer in runs from then on, so that a busy machine does not take the answer for too late.
                await Task.WhenAny(PressOneAsync(call, listening.Token), key);
            }

            return await CollectAsync(call, verb, listens, listening.Token);
        }
        finally
        {
            await listening.CancelAsync();
        }
    }

    // A customer who calls in presses what was chosen and nothing else.
    private static bool PressesByItself(SandboxCall call) => call is { Behaviour.IsMachine: false, Caller: null };

    private async Task<(string Digits, string FinishedOn)> CollectAsync(
        SandboxCall call,
        XElement verb,
        bool listens,
        CancellationToken cancellation)
    {
        var finishOnKey = verb.Text("finishOnKey") ?? "#";
        var numDigits = verb.Count("numDigits", int.MaxValue);
        var timeout = TimeSpan.FromSeconds(verb.Seconds("timeout", 5));
        var digits = "";
        while (digits.Length < numDigits)
        {
            if (await NextKeyAsync(call, listens, timeout, cancellation) is not { } key)
            {
                return (digits, "");
            }

            if (finishOnKey.Contains(key, StringComparison.Ordinal))
            {
                return (digits, key.ToString());
            }

            digits += key;
        }

        return (digits, "");
    }

    private async Task<char?> NextKeyAsync(SandboxCall call, bool listens, TimeSpan timeout, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var timer = clock.Delay(timeout, waiting.Token);
        var key = listens ? call.Keys.Reader.WaitToReadAsync(waiting.Token).AsTask() : timer;
        await Task.WhenAny(timer, key);
        cancellation.ThrowIfCancellationRequested();
        await waiting.CancelAsync();
        return listens && call.Keys.Reader.TryRead(out var pressed) ? pressed : null;
    }

    /// <summary>A person who is asked presses 1.</summary>
    private async Task PressOneAsync(SandboxCall call, CancellationToken cancellation)
    {
        try
        {
            await clock.Delay(ThinkingTime, cancellation);
            call.Keys.Writer.TryWrite('1');
        }
        catch (OperationCanceledException)
        {
            // Another key was pressed first, or the leg was hung up.
        }
    }
}

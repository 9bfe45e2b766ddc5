using System.Xml.Linq;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Recordings;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>
/// Calls a contact, bridges the two, and tells the Dial's action what came of it (Twilio: TwiML Voice Dial). One Number per Dial.
/// </summary>
internal sealed class DialVerb(
    SandboxClock clock,
    CallStore calls,
    BehaviourQueue behaviours,
    LegDialer dialing,
    CallProgress progress,
    Recorder recorder,
    DialAction action,
    Deliveries deliveries,
    Notifications notifications,
    SandboxAddress address,
    IOptions<SandboxOptions> options)
{
    private const double HangsUpAtOnceSeconds = 0.2;
    private static readonly (int Code, string Message) invalidNumber = (
        13224,
        "Dial: Twilio does not support calling this number or the number is invalid");

    public async Task<Step> RunAsync(SandboxCall parent, XElement verb, TwimlDocument document, TwiMLRunner runner)
    {
        var terms = DialTerms.Read(parent, verb, document);
        if (ProblemOf(parent, terms) is { } problem)
        {
            return await RefuseAsync(parent, terms, document, problem);
        }

        var behaviour = behaviours.TakeFor(LegKind.Contact, terms.Number);
        parent.Delivery = deliveries.TroubleOf(behaviour) ?? parent.Delivery;
        if (behaviour.IsNeverDialled)
        {
            return await RefuseAsync(parent, terms, document, invalidNumber);
        }

        var child = new SandboxCall(parent.Account, terms.CallerId, terms.Number, parent, behaviour, clock.Now)
        {
            Delivery = parent.Delivery,
            Subscription = terms.Status,
        };
        calls.Add(child);
        var bridged = await ConnectAsync(parent, child, terms, runner);
        parent.ForgetKeys();
        // Said of the moment at which the Dial is over: a child that was redirected may have ended before the action is asked.
        var wasRedirected = !child.Status.IsFinal();
        List<KeyValuePair<string, string>> result =
        [
            new("DialCallStatus", wasRedirected ? "completed" : child.Status.Text()),
            new("DialCallSid", child.Sid),
            .. child is { Duration: { } seconds } ? [new("DialCallDuration", $"{seconds}")] : Array.Empty<KeyValuePair<string, string>>(),
            new("DialBridged", bridged ? "true" : "false"),
        ];
        if (wasRedirected)
        {
            _ = RunRedirectedAsync(child, runner);
        }
        else
        {
            recorder.Stop(child.Recording, child);
            progress.ReportEnd(child);
        }

        return await action.TellAsync(parent, terms.Action, [.. result, .. CallParameters.OfRecording(child.Recording, address.Base)]);
    }

    private static (int Code, string Message)? ProblemOf(SandboxCall parent, DialTerms terms) =>
        !Sids.PhoneNumber.IsMatch(terms.Number) ? invalidNumber
        : parent.Account.LacksVerified(terms.Number) ? (13225, "Dial: Forbidden phone number")
        : !parent.Account.DialingPermissions.Allow(terms.Number) ? (13227, "Geo Permission configuration is not permitting call")
        : !parent.Account.Owns(terms.CallerId) ? (13214, "Dial: Invalid callerId value")
        : null;

    private Task<Step> RefuseAsync(SandboxCall parent, DialTerms terms, TwimlDocument document, (int Code, string Message) problem)
    {
        notifications.Error(parent, problem.Code, problem.Message, document.Source);
        return action.TellAsync(parent, terms.Action, [new("DialCallStatus", "failed"), new("DialBridged", "false")]);
    }

    /// <summary>
    /// Rings, whispers and talks; returns, however it ends, whether the two were bridged. The child has then ended or was redirected.
    /// </summary>
    private async Task<bool> ConnectAsync(SandboxCall parent, SandboxCall child, DialTerms terms, TwiMLRunner runner)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(parent.Interrupted, child.Interrupted);
        var bridged = false;
        try
        {
            child.Recording = terms is { RecordsRinging: true, Recording: { } fromRinging } ? recorder.Start(child, fromRinging) : null;
            if (parent.Behaviour.HangsUpWhileContactRings)
            {
                _ = HangUpWhileRingingAsync(parent, child);
            }

            if (!await dialing.TryReachAsync(child, terms.Timeout, either.Token))
            {
                return false;
            }

            if (child.Behaviour.HangsUpAtOnce)
            {
                await clock.Delay(HangsUpAtOnceSeconds, either.Token);
                progress.End(child, CallStatus.NoAnswer, 487, EndedBy.Person);
                return false;
            }

            if (terms.MachineDetection is { } detection)
            {
                dialing.DetectMachineInBackground(child, detection);
            }

            if (terms.Whisper is { } whisper && await runner.RunAsync(child, whisper, mayDial: false) != TwimlEnd.RanOut)
            {
                progress.End(child, CallStatus.Completed, 200);
                return false;
            }

            bridged = true;
            child.Recording ??= terms.Recording is { } fromAnswer ? recorder.Start(child, fromAnswer) : null;
            var talks = child.Behaviour.Talks is { } talk && talk < terms.TimeLimit ? talk : terms.TimeLimit;
            await clock.Delay(talks, either.Token);
            progress.End(child, CallStatus.NoAnswer, 487, EndedBy.Person);
            return true;
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested || child.Status.IsFinal())
        {
            if (parent.Interrupted.IsCancellationRequested)
            {
                HangUpChild(child);
            }

            return bridged;
        }
    }

    private void HangUpChild(SandboxCall child) =>
        progress.End(child, options.Value.AgentHangUpStatus == "canceled" ? CallStatus.Canceled : CallStatus.NoAnswer, 487);

    private async Task HangUpWhileRingingAsync(SandboxCall parent, SandboxCall child)
    {
        await clock.Delay(1.5 * options.Value.RingSeconds, CancellationToken.None);
        if (child.Status == CallStatus.Ringing)
        {
            progress.End(parent, CallStatus.NoAnswer, 487, EndedBy.Person);
        }
    }

    /// <summary>A child that REST sent to other TwiML lives on by itself.</summary>
    private async Task RunRedirectedAsync(SandboxCall child, TwiMLRunner runner)
    {
        try
        {
            await runner.RunAsync(child, child.TakeRedirect()!);
            progress.End(child, CallStatus.Completed, 200);
        }
        catch (OperationCanceledException)
        {
            // Hung up.
        }

        recorder.Stop(child.Recording, child);
        progress.ReportEnd(child);
        await child.Delivery.FlushAsync();
    }
}

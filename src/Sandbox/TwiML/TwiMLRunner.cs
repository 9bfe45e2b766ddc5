using System.Xml.Linq;
using CrmVoice.Sandbox.Calls;
using CrmVoice.Sandbox.Conferences;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>How a leg's TwiML came to its end.</summary>
internal enum TwimlEnd
{
    RanOut,
    HungUp,
    ApplicationError,
}

/// <summary>What follows a verb.</summary>
internal readonly record struct Step(TwimlSource? Next, bool HangsUp)
{
    public static readonly Step NextVerb = new(null, false);
    public static readonly Step HangUp = new(null, true);

    public static Step To(TwimlSource next) => new(next, false);
}

/// <summary>Runs TwiML on a leg, verb by verb and document by document (Twilio: TwiML for Programmable Voice).</summary>
internal sealed class TwiMLRunner(
    TwimlFetcher fetcher,
    Speech speech,
    GatherVerb gather,
    RecordVerb record,
    DialVerb dial,
    ConferenceVerb conference,
    Notifications notifications,
    CallProgress progress,
    SandboxClock clock)
{
    private const int DocumentsAtMost = 500;
    private const double ApplicationErrorSeconds = 4;

    /// <param name="mayDial">False for what a Number's url answers: such a document dials nobody.</param>
    public async Task<TwimlEnd> RunAsync(SandboxCall call, TwimlSource start, bool mayDial = true)
    {
        for (var source = start; ;)
        {
            try
            {
                return await RunDocumentsAsync(call, source, mayDial);
            }
            catch (OperationCanceledException)
            {
                var redirect = call.TakeRedirect();
                if (redirect is null)
                {
                    throw;
                }

                source = redirect;
                mayDial = true;
            }
        }
    }

    private async Task<TwimlEnd> RunDocumentsAsync(SandboxCall call, TwimlSource source, bool mayDial)
    {
        for (var documents = 0; documents < DocumentsAtMost; documents++)
        {
            if (await fetcher.FetchAsync(call, source) is not { } document)
            {
                await clock.Delay(ApplicationErrorSeconds, call.Interrupted);
                return TwimlEnd.ApplicationError;
            }

            var step = await RunVerbsAsync(call, document, mayDial);
            if (step.Next is null)
            {
                return step.HangsUp ? TwimlEnd.HungUp : TwimlEnd.RanOut;
            }

            source = step.Next;
        }

        notifications.Error(call, 11215, "Too many documents in one call");
        return TwimlEnd.ApplicationError;
    }

    private async Task<Step> RunVerbsAsync(SandboxCall call, TwimlDocument document, bool mayDial)
    {
        Take(call, document);
        call.IsHeadingForRoom = document.Response.Elements("Dial").Any(dial => dial.Element("Conference") is not null);
        foreach (var verb in document.Response.Elements())
        {
            call.Interrupted.ThrowIfCancellationRequested();
            var step = await RunVerbAsync(call, verb, document, mayDial);
            if (step != Step.NextVerb)
            {
                return step;
            }
        }

        return Step.NextVerb;
    }

    /// <summary>A call that comes in rings until there is something for the caller to hear; one that is rejected is never taken.</summary>
    private void Take(SandboxCall call, TwimlDocument document)
    {
        if (call is { Caller: not null, Status: CallStatus.Ringing }
            && document.Response.Elements().FirstOrDefault()?.Name.LocalName is not "Reject")
        {
            progress.Advance(call, CallStatus.InProgress);
        }
    }

    private async Task<Step> RunVerbAsync(SandboxCall call, XElement verb, TwimlDocument document, bool mayDial)
    {
        switch (verb.Name.LocalName)
        {
            case "Say" or "Play" or "Pause":
                await speech.PlayAsync(call, verb, call.Interrupted);
                return Step.NextVerb;
            case "Gather":
                return await gather.RunAsync(call, verb, document);
            case "Record":
                return await record.RunAsync(call, verb, document);
            case "Dial" when mayDial && verb.Element("Conference") is { } noun:
                return await conference.RunAsync(call, verb, noun, document);
            case "Dial" when mayDial:
                return await dial.RunAsync(call, verb, document, this);
            case "Redirect":
                return Step.To(document.Next(verb.Value, verb.Text("method")));
            case "Hangup" or "Reject":
                return Step.HangUp;
            default:
                notifications.Warning(
                    call,
                    12200,
                    $"Schema validation warning: {verb.Name.LocalName} is not understood here",
                    document.Source);
                return Step.NextVerb;
        }
    }
}

using System.Xml.Linq;
using CrmVoice.Sandbox.Calls;

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
    Notifications notifications,
    SandboxClock clock)
{
    private const int DocumentsAtMost = 500;
    private const double ApplicationErrorSeconds = 4;

    public async Task<TwimlEnd> RunAsync(SandboxCall call, TwimlSource start)
    {
        for (var source = start; ;)
        {
            try
            {
                return await RunDocumentsAsync(call, source);
            }
            catch (OperationCanceledException)
            {
                var redirect = call.TakeRedirect();
                if (redirect is null)
                {
                    throw;
                }

                source = redirect;
            }
        }
    }

    private async Task<TwimlEnd> RunDocumentsAsync(SandboxCall call, TwimlSource source)
    {
        for (var documents = 0; documents < DocumentsAtMost; documents++)
        {
            if (await fetcher.FetchAsync(call, source) is not { } document)
            {
                await clock.Delay(ApplicationErrorSeconds, call.Interrupted);
                return TwimlEnd.ApplicationError;
            }

            var step = await RunVerbsAsync(call, document);
            if (step.Next is null)
            {
                return step.HangsUp ? TwimlEnd.HungUp : TwimlEnd.RanOut;
            }

            source = step.Next;
        }

        notifications.Error(call, 11215, "Too many documents in one call");
        return TwimlEnd.ApplicationError;
    }

    private async Task<Step> RunVerbsAsync(SandboxCall call, TwimlDocument document)
    {
        foreach (var verb in document.Response.Elements())
        {
            call.Interrupted.ThrowIfCancellationRequested();
            var step = await RunVerbAsync(call, verb, document);
            if (step != Step.NextVerb)
            {
                return step;
            }
        }

        return Step.NextVerb;
    }

    private async Task<Step> RunVerbAsync(SandboxCall call, XElement verb, TwimlDocument document)
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
            case "Dial" when call.Parent is null:
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

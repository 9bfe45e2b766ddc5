using System.Text;
using CrmVoice.Sandbox.Callbacks;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>
/// Asks the application for TwiML; where that fails, its fallback URL (Twilio: TwiML for Programmable Voice, Availability and Reliability).
/// </summary>
internal sealed class TwimlFetcher(CallbackSender sender, Notifications notifications)
{
    private const int LargestDocument = 64 * 1024;

    /// <summary>Null where neither the document nor the fallback could be had: the call then ends with an application error.</summary>
    public async Task<TwimlDocument?> FetchAsync(SandboxCall call, TwimlSource source)
    {
        try
        {
            return await LoadAsync(call, source);
        }
        catch (TwimlException failure)
        {
            notifications.Error(call, failure.Code, failure.Message, source.Target);
            if (call.Fallback is not { } fallback)
            {
                return null;
            }

            return await FetchFallbackAsync(call, fallback, failure, source.Target?.Url ?? "");
        }
    }

    /// <summary>For an answer that nobody needs any more, such as that of a Dial's action after the caller hung up.</summary>
    public Task TellAsync(SandboxCall call, TwimlSource source) => RequestAsync(call, source, CancellationToken.None);

    /// <summary>The document that came, or the reason why none did.</summary>
    public static TwimlDocument Read(CallbackAnswer answer, CallbackTarget target) => answer switch
    {
        { Failure: CallbackFailure.BadUrl } => throw new TwimlException(11100, "Invalid URL format"),
        { Failure: CallbackFailure.Connect } => throw new TwimlException(11205, "HTTP connection failure"),
        { Failure: CallbackFailure.TooManyRedirects } => throw new TwimlException(11215, "HTTP too many redirects"),
        { Failure: CallbackFailure.Read } or { IsSuccess: false } => throw new TwimlException(11200, "HTTP retrieval failure"),
        { Body: var body } when Encoding.UTF8.GetByteCount(body) > LargestDocument => throw new TwimlException(
            11750,
            "TwiML response body too large"),
        { ContentType: not ("text/xml" or "application/xml" or "text/html") } => throw new TwimlException(12300, "Invalid Content-Type"),
        _ => TwimlDocument.Parse(answer.Body, target with { Url = answer.Url }),
    };

    private async Task<TwimlDocument?> FetchFallbackAsync(
        SandboxCall call,
        CallbackTarget fallback,
        TwimlException failure,
        string failedUrl)
    {
        var source = new TwimlSource(fallback) { Parameters = [new("ErrorCode", $"{failure.Code}"), new("ErrorUrl", failedUrl)] };
        try
        {
            return await LoadAsync(call, source);
        }
        catch (TwimlException second)
        {
            notifications.Error(call, second.Code, second.Message, fallback);
            return null;
        }
    }

    private async Task<TwimlDocument> LoadAsync(SandboxCall call, TwimlSource source)
    {
        if (source.Target is null)
        {
            return TwimlDocument.Parse(source.Inline ?? "", null);
        }

        return Read(await RequestAsync(call, source, call.Interrupted), source.Target);
    }

    private async Task<CallbackAnswer> RequestAsync(SandboxCall call, TwimlSource source, CancellationToken cancellation)
    {
        var callback = Callback.Of(
            call,
            source.IsDialAction ? "dial action" : "twiml",
            source.Target!,
            [.. CallParameters.Standard(call), .. source.Parameters]);
        if (source.IsDialAction && call.Delivery.LosesDialAction)
        {
            return sender.Lose(callback);
        }

        var answer = await sender.SendAsync(callback, cancellation);
        call.Delivery.Repeat(callback);
        return answer;
    }
}

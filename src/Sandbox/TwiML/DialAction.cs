using CrmVoice.Sandbox.Calls;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>
/// What follows a Dial that is over: its action, told what came of it, or the next verb (Twilio: TwiML Voice Dial, "action").
/// </summary>
internal sealed class DialAction(TwimlFetcher fetcher, IOptions<SandboxOptions> options)
{
    /// <summary>Throws <see cref="OperationCanceledException"/> where the call has been hung up or redirected.</summary>
    public async Task<Step> TellAsync(SandboxCall call, TwimlSource? action, IEnumerable<KeyValuePair<string, string>> result)
    {
        var told = action is null ? null : action with { Parameters = [.. result] };
        if (call.Interrupted.IsCancellationRequested)
        {
            // Twilio asks even when the caller has hung up; but not after the REST API ended or redirected the call.
            if (told is not null && call.EndedBy == EndedBy.Person && options.Value.DialActionAfterHangUp)
            {
                await fetcher.TellAsync(call, told);
            }

            call.Interrupted.ThrowIfCancellationRequested();
        }

        if (told is not null && call.Delivery.LosesDialAction)
        {
            await fetcher.TellAsync(call, told);
            return Step.HangUp;
        }

        return told is null ? Step.NextVerb : Step.To(told);
    }
}

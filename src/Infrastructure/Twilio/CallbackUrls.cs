using CrmVoice.Application.Calls;
using CrmVoice.Domain.Common;
using Microsoft.Extensions.Options;

namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// The addresses that Twilio is given for a call. What follows the <c>#</c> never reaches us and is not signed: it tells Twilio how long to
/// wait and what to try again (Twilio: "Webhooks: connection overrides"; times in milliseconds). By itself Twilio repeats only what could
/// not connect, and waits 15 s.
/// </summary>
internal sealed class CallbackUrls(IOptions<PublicAddress> address)
{
    // Somebody holds a telephone and hears silence: give up early, so that Twilio turns to the fallback address while they are still there.
    private const string SomebodyWaits = "#ct=2000&rt=4000&tt=9000&rc=2&rp=ct,rt,5xx";

    // Nobody waits and a lost report costs the truth about a call: all the time and the tries that Twilio grants. Not on 4xx, which stays so.
    private const string NobodyWaits = "#ct=3000&rt=5000&tt=15000&rc=4&rp=ct,rt,5xx";

    /// <summary>For what is answered with TwiML.</summary>
    public string ForTwiML(CallId callId, string webhook) => Of(callId, webhook) + SomebodyWaits;

    /// <summary>For reports.</summary>
    public string ForReports(CallId callId, string webhook) => Of(callId, webhook) + NobodyWaits;

    /// <summary>Whether an address that Twilio names is the one it was given for this; whatever follows the path does not count.</summary>
    public bool IsFor(CallId callId, string webhook, string? url) => Uri.TryCreate(url, UriKind.Absolute, out var named)
        && Uri.Compare(named, new Uri(Of(callId, webhook)), UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private string Of(CallId callId, string webhook) => address.Value.UrlOf(CarrierWebhooks.PathOf(callId.Value, webhook));
}

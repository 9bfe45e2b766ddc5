using CrmVoice.Application.Carrier.Contracts;
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

    // Nobody waits and a lost report costs the truth about a call: all the time and the tries that Twilio grants. Not on 4xx, which stays
    // so.
    private const string NobodyWaits = "#ct=3000&rt=5000&tt=15000&rc=4&rp=ct,rt,5xx";

    /// <summary>For what is answered with TwiML.</summary>
    public string ForTwiML(CallId callId, LegId legId, string webhook) => Of(callId, legId, webhook) + SomebodyWaits;

    /// <summary>For what is answered with TwiML when a number is called.</summary>
    public string ForTwiML(NumberId numberId, string webhook) => Of(numberId, webhook) + SomebodyWaits;

    /// <summary>For the keys that somebody is to hear.</summary>
    public string ForDigits(Guid requestId) => address.Value.UrlOf(RoomSounds.PathOfDigits(requestId)) + SomebodyWaits;

    /// <summary>For audio: Twilio keeps it, so that an address says what is at it for ever.</summary>
    public string ForSound(string file) => address.Value.UrlOf(RoomSounds.PathOfSound(file));

    /// <summary>For reports of a leg.</summary>
    public string ForReports(CallId callId, LegId legId, string webhook) => Of(callId, legId, webhook) + NobodyWaits;

    /// <summary>For reports of a call.</summary>
    public string ForReports(CallId callId, string webhook) =>
        address.Value.UrlOf(CarrierWebhooks.PathOf(callId.Value, webhook)) + NobodyWaits;

    /// <summary>For the report of a verification.</summary>
    public string ForReports(CallerIdVerificationId id, string webhook) =>
        address.Value.UrlOf(CarrierWebhooks.PathOfVerification(id.Value, webhook)) + NobodyWaits;

    /// <summary>For reports of calls to a number.</summary>
    public string ForReports(NumberId numberId, string webhook) => Of(numberId, webhook) + NobodyWaits;

    /// <summary>
    /// Where an address that Twilio names leads, if it is one that Twilio was given; whatever follows the path does not count.
    /// </summary>
    public WebhookAddress? Find(string? url)
    {
        var root = new Uri(address.Value.UrlOf("")).AbsoluteUri;
        return Uri.TryCreate(url, UriKind.Absolute, out var named) && named.GetLeftPart(UriPartial.Path) is var whole
            && whole.StartsWith(root, StringComparison.OrdinalIgnoreCase) && !whole.EndsWith('/')
            ? CarrierWebhooks.Find(whole[root.Length..])
            : null;
    }

    private string Of(CallId callId, LegId legId, string webhook) =>
        address.Value.UrlOf(CarrierWebhooks.PathOf(callId.Value, legId.Value, webhook));

    private string Of(NumberId numberId, string webhook) => address.Value.UrlOf(CarrierWebhooks.PathOfNumber(numberId.Value, webhook));
}

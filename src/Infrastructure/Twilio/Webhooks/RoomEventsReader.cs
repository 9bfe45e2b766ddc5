using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Twilio.Webhooks;

/// <summary>
/// What happens in the room of a call (TwiML Conference: "statusCallback"). Whose leg it is, its CallSid says; labels, which anybody may
/// set who joins, are not read.
/// </summary>
internal sealed class RoomEventsReader : IWebhookReader
{
    public string Webhook => CarrierWebhooks.RoomEvents;

    public CarrierReport Read(LegId? legId, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var twilio = new TwilioParameters(fields);
        var (name, conferenceSid) = (twilio.FriendlyName ?? throw new MalformedWebhookException("FriendlyName"), twilio.ConferenceSid);
        // Twilio adds new events; what they say is stored with the webhook, and says nothing to us.
        return Kebab.TryRead<RoomEvent>(twilio.RoomEvent) is { } happened
            ? new CarrierReport.OfRoom(
                name,
                happened is RoomEvent.ConferenceStart or RoomEvent.ConferenceEnd
                    ? twilio.OfConference(happened, conferenceSid)
                    : twilio.OfParticipant(happened, conferenceSid))
            : new CarrierReport.OfNothing();
    }
}

using System.Globalization;
using System.Text;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using CrmVoice.Tests;

namespace CrmVoice.Performance.Support;

/// <summary>
/// Callbacks as Twilio sends them, truly signed, ready for the wire: making them costs the one who loads nothing while it measures.
/// </summary>
internal static class WebhookBytes
{
    /// <summary>What is said of an answered call, in order.</summary>
    public const int PerCall = 9;

    /// <summary>What is still said of a call in a room whose contact is put on hold.</summary>
    private const int PerRoom = 7;

    /// <summary>Calls go through their callbacks side by side, so many at a time.</summary>
    private const int CallsAtATime = 200;

    /// <summary>All that is said of these calls.</summary>
    public static List<byte[]> Of(IReadOnlyList<SeededCall> calls) =>
        [
            .. calls
                .Chunk(CallsAtATime)
                .SelectMany(some => Enumerable.Range(0, PerCall).SelectMany(step => some.Select(call => Of(call, step, extra: 0)))),
        ];

    /// <summary>So many different ones, of whatever calls.</summary>
    public static List<byte[]> Different(IReadOnlyList<SeededCall> calls, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => Of(calls[number % calls.Count], number % PerCall, extra: number))];

    /// <summary>All that is still said of these calls in rooms: the contact is put on hold, as was asked, and hangs up.</summary>
    public static List<byte[]> Of(IReadOnlyList<SeededRoom> rooms) =>
        [
            .. rooms
                .Chunk(CallsAtATime)
                .SelectMany(some => Enumerable.Range(0, PerRoom).SelectMany(step => some.Select(room => Of(room, step)))),
        ];

    /// <summary>That the contacts of these rooms are on hold now.</summary>
    public static List<byte[]> OfHolds(IEnumerable<SeededRoom> rooms) => [.. rooms.Select(room => Of(room, step: 0))];

    /// <summary>So many different ones, of legs and conferences in turn.</summary>
    public static List<byte[]> DifferentOfRooms(IReadOnlyList<SeededRoom> rooms, int first, int count) =>
        [
            .. Enumerable.Range(first, count).Select(number => rooms[number % rooms.Count] is var room && number % 2 == 0
                ? OfConference(room, "participant-hold", room.ContactSid, sequence: number)
                : Of(new SeededCall(room.Id, room.AgentSid, room.ContactSid), number % PerCall, extra: number)),
        ];

    private static byte[] Of(SeededRoom room, int step) => step switch
    {
        0 => OfConference(room, "participant-hold", room.ContactSid, sequence: 10),
        1 => OfConference(room, "participant-leave", room.ContactSid, sequence: 11),
        2 => OfConference(room, "participant-leave", room.AgentSid, sequence: 12),
        3 => OfConference(room, "conference-end", callSid: null, sequence: 13),
        // The contact's end, the agent's, and the recording.
        _ => Of(new SeededCall(room.Id, room.AgentSid, room.ContactSid), step + 2, extra: 0),
    };

    private static byte[] OfConference(SeededRoom room, string happened, string? callSid, int sequence)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("AccountSid", Workspace.AccountSid),
            new("ConferenceSid", Workspace.ConferenceSid),
            new("FriendlyName", Room.NameOf(new CallId(room.Id))),
            new("StatusCallbackEvent", happened),
            new("SequenceNumber", sequence.ToString(CultureInfo.InvariantCulture)),
            new("Timestamp", TimestampIn(sequence)),
        ];
        if (callSid is null)
        {
            form.AddRange([new("CallSidEndingConference", room.ContactSid), new("ReasonConferenceEnded", "last-participant-left")]);
        }
        else
        {
            form.AddRange([
                new("CallSid", callSid),
                new("ParticipantLabel", callSid),
                new("Hold", callSid == room.ContactSid ? "true" : "false"),
                new("Muted", "false"),
                new("Coaching", "false"),
                new("StartConferenceOnEnter", "true"),
                new("EndConferenceOnExit", "true"),
            ]);
        }

        return Signed(room.Id, CarrierWebhooks.RoomEvents, form);
    }

    private static string TimestampIn(int seconds) =>
        DateTimeOffset.UtcNow.AddSeconds(seconds).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private static byte[] Of(SeededCall call, int step, int extra)
    {
        var (webhook, sid, parent, status) = step switch
        {
            0 => (CarrierWebhooks.AgentStatus, call.AgentSid, null, "initiated"),
            1 => (CarrierWebhooks.AgentStatus, call.AgentSid, null, "ringing"),
            2 => (CarrierWebhooks.AgentStatus, call.AgentSid, null, "in-progress"),
            3 => (CarrierWebhooks.ContactStatus, call.ContactSid, call.AgentSid, "initiated"),
            4 => (CarrierWebhooks.ContactStatus, call.ContactSid, call.AgentSid, "ringing"),
            5 => (CarrierWebhooks.ContactStatus, call.ContactSid, call.AgentSid, "in-progress"),
            6 => (CarrierWebhooks.ContactStatus, call.ContactSid, call.AgentSid, "completed"),
            7 => (CarrierWebhooks.AgentStatus, call.AgentSid, (string?)null, "completed"),
            _ => (CarrierWebhooks.Recording, call.AgentSid, null, "completed"),
        };
        List<KeyValuePair<string, string>> form =
        [
            new("AccountSid", Workspace.AccountSid),
            new("ApiVersion", "2010-04-01"),
            new("CallSid", sid),
            new("CallStatus", status),
            new("Direction", parent is null ? "outbound-api" : "outbound-dial"),
            new("From", "+551140000001"),
            new("To", "+5511977000000"),
            new("Caller", "+551140000001"),
            new("Called", "+5511977000000"),
            new("FromCity", ""),
            new("FromState", "SP"),
            new("FromZip", ""),
            new("FromCountry", "BR"),
            new("ToCity", "São Paulo"),
            new("ToState", "SP"),
            new("ToZip", ""),
            new("ToCountry", "BR"),
            new("Timestamp", TimestampIn(step)),
            new("CallbackSource", "call-progress-events"),
            new("SequenceNumber", step.ToString(CultureInfo.InvariantCulture)),
            new("Number", extra.ToString(CultureInfo.InvariantCulture)),
        ];
        if (parent is not null)
        {
            form.Add(new("ParentCallSid", parent));
        }

        if (webhook == CarrierWebhooks.Recording)
        {
            form.AddRange([
                new("RecordingSid", $"RE{call.Id:N}"),
                new("RecordingStatus", "completed"),
                new("RecordingDuration", "1"),
                new("RecordingChannels", "2"),
            ]);
        }
        else if (status == "completed")
        {
            form.AddRange([new("CallDuration", "1"), new("Duration", "1"), new("SipResponseCode", "200")]);
        }

        return Signed(call.Id, webhook, form);
    }

    private static byte[] Signed(Guid callId, string webhook, List<KeyValuePair<string, string>> form)
    {
        var path = CarrierWebhooks.PathOf(callId, webhook);
        var body = string.Join('&', form.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var signature = LikeTwilio.Sign(Workspace.AuthToken, $"{CrmVoiceServer.PublicBaseUrl}/{path}", form);
        return Encoding.ASCII.GetBytes(
            $"POST /{path} HTTP/1.1\r\nHost: crm.example.com\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: {body.Length}\r\nX-Twilio-Signature: {signature}\r\n"
            + $"I-Twilio-Idempotency-Token: {Guid.NewGuid()}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n\r\n{body}");
    }
}

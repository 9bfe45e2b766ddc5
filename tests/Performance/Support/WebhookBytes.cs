using System.Globalization;
using System.Text;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Tests;

namespace CrmVoice.Performance.Support;

/// <summary>
/// Status callbacks as Twilio sends them, truly signed, ready for the wire: making them costs the one who loads nothing while it measures.
/// </summary>
internal static class WebhookBytes
{
    /// <summary>What is said of an answered call, in order.</summary>
    public const int PerCall = 9;

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

    private static byte[] Of(SeededCall call, int step, int extra)
    {
        var at = DateTimeOffset.UtcNow.AddSeconds(step).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
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
            new("Timestamp", at),
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

        var path = CarrierWebhooks.PathOf(call.Id, webhook);
        var body = string.Join('&', form.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var signature = LikeTwilio.Sign(Workspace.AuthToken, $"{CrmVoiceServer.PublicBaseUrl}/{path}", form);
        return Encoding.ASCII.GetBytes(
            $"POST /{path} HTTP/1.1\r\nHost: crm.example.com\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: {body.Length}\r\nX-Twilio-Signature: {signature}\r\n"
            + $"I-Twilio-Idempotency-Token: {Guid.NewGuid()}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n\r\n{body}");
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmVoice.Faults.Tests.Support;

/// <summary>A call as Twilio sees it: two legs, and what is said of them.</summary>
/// <param name="clockIsOffBy">How far Twilio's clock is ahead of the others'.</param>
internal sealed class TwilioCall(Guid id, string agentPhone, string contactPhone, TimeSpan clockIsOffBy = default)
{
    public const string AccountSid = "AC0000000000000000000000000000000a";

    /// <summary>What calls are made from.</summary>
    public const string Number = "+551140000001";

    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public Guid Id { get; } = id;

    public string AgentSid { get; } = AgentSidOf(id);

    public string ContactSid { get; } = $"CA{Convert.ToHexStringLower(HashOf(id))}";

    public string RecordingSid { get; } = $"RE{id:N}";

    /// <summary>The leg that is made for a call of ours.</summary>
    public static string AgentSidOf(Guid id) => $"CA{id:N}";

    /// <summary>A status callback of the agent's leg, so many seconds after the call began.</summary>
    public SentWebhook Agent(string status, int second, params (string Name, string Value)[] more) =>
        new("agent-status", [.. Leg(AgentSid, status), .. Progress(second), .. more]);

    public SentWebhook Contact(string status, int second, params (string Name, string Value)[] more) =>
        new("contact-status", [.. Leg(ContactSid, status), ("ParentCallSid", AgentSid), .. Progress(second), .. more]);

    public SentWebhook Answer() => new("answer", Leg(AgentSid, "in-progress"));

    public SentWebhook Pressed(string digits) => new("accept", [.. Leg(AgentSid, "in-progress"), ("Digits", digits)]);

    /// <summary>An answer of ours could not be used.</summary>
    public SentWebhook Fallback(int errorCode = 11200) => new("fallback", [.. Leg(AgentSid, "in-progress"), ("ErrorCode", $"{errorCode}")]);

    public SentWebhook Dial(string status, string agentStatus = "in-progress", int? seconds = null, bool withSid = true) =>
        new(
            "dial-result",
            [
                .. Leg(AgentSid, agentStatus),
                ("DialCallStatus", status),
                .. withSid ? [("DialCallSid", ContactSid)] : Array.Empty<(string, string)>(),
                ("DialBridged", seconds is null ? "false" : "true"),
                .. seconds is null ? Array.Empty<(string, string)>() : [("DialCallDuration", $"{seconds}")],
            ]);

    public SentWebhook Machine(string answeredBy) =>
        new(
            "machine-detection",
            [("AccountSid", AccountSid), ("CallSid", ContactSid), ("AnsweredBy", answeredBy), ("MachineDetectionDuration", "3500")]);

    public SentWebhook Recording(string status = "completed", int? seconds = null) =>
        new(
            "recording",
            [
                ("AccountSid", AccountSid),
                ("CallSid", AgentSid),
                ("RecordingSid", RecordingSid),
                ("RecordingUrl", $"https://api.twilio.com/2010-04-01/Accounts/{AccountSid}/Recordings/{RecordingSid}"),
                ("RecordingStatus", status),
                ("RecordingChannels", "2"),
                ("RecordingSource", "DialVerb"),
                ("ErrorCode", "0"),
                .. seconds is null ? Array.Empty<(string, string)>() : [("RecordingDuration", $"{seconds}")],
            ]);

    private (string Name, string Value)[] Leg(string sid, string status)
    {
        var isAgents = sid == AgentSid;
        var to = isAgents ? agentPhone : contactPhone;
        return
        [
            ("AccountSid", AccountSid), ("ApiVersion", "2010-04-01"), ("CallSid", sid), ("CallStatus", status),
            ("Direction", isAgents ? "outbound-api" : "outbound-dial"), ("From", Number), ("To", to), ("Caller", Number), ("Called", to),
            ("ToCity", "São Paulo"), ("ToState", "SP"), ("ToZip", ""), ("ToCountry", "BR"),
        ];
    }

    private (string Name, string Value)[] Progress(int second) =>
    [
        ("CallbackSource", "call-progress-events"), ("SequenceNumber", $"{second}"),
        ("Timestamp", (Noon + clockIsOffBy).AddSeconds(second).ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)),
    ];

    private static byte[] HashOf(Guid id) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id}"))[..16];
}

/// <summary>A webhook as Twilio would send it.</summary>
internal sealed record SentWebhook(string Webhook, (string Name, string Value)[] Fields)
{
    public string? this[string name] => Fields.Where(field => field.Name == name).Select(field => field.Value).FirstOrDefault();

    public IReadOnlyList<KeyValuePair<string, string>> Form =>
        [.. Fields.Select(one => new KeyValuePair<string, string>(one.Name, one.Value))];
}

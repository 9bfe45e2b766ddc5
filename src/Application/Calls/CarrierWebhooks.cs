namespace CrmVoice.Application.Calls;

/// <summary>
/// The paths the carrier calls back on, below the public base URL: whoever asks the carrier hands them out, whoever serves them maps them.
/// Only the call's id travels in them.
/// </summary>
public static class CarrierWebhooks
{
    public const string Root = "twilio/calls/{callId:guid}";

    public const string Answer = "answer";
    public const string Accept = "accept";
    public const string DialResult = "dial-result";
    public const string Fallback = "fallback";
    public const string AgentStatus = "agent-status";
    public const string ContactStatus = "contact-status";
    public const string MachineDetection = "machine-detection";
    public const string Recording = "recording";

    private static readonly HashSet<string> names = new([Answer, Accept, DialResult, Fallback, AgentStatus, ContactStatus, MachineDetection, Recording], StringComparer.OrdinalIgnoreCase);

    /// <summary>Path without a leading slash, such as <c>twilio/calls/0199…/answer</c>.</summary>
    public static string PathOf(Guid callId, string webhook) => $"{Root.Replace("{callId:guid}", callId.ToString("D"), StringComparison.Ordinal)}/{webhook}";

    /// <summary>What stands before the path, as <c>PublicBaseUrl</c> would have it; the whole of it where the path is not one of these.</summary>
    public static string BaseOf(string address) => address.LastIndexOf("/twilio/calls/", StringComparison.Ordinal) is >= 0 and var end ? address[..end] : address;

    /// <summary>Whether this is the path of one of them, in any spelling that leads there.</summary>
    public static bool IsPath(string path) =>
        path.Trim('/').Split('/') is [.., var id, var webhook] && names.Contains(webhook) && Guid.TryParse(id, out var callId)
        && path.Trim('/').Equals(PathOf(callId, webhook), StringComparison.OrdinalIgnoreCase);
}

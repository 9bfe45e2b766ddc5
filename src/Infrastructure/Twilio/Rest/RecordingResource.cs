using System.Text.Json;
using System.Text.RegularExpressions;
using CrmVoice.Application.Calls;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Twilio: "Recordings resource". Only what CrmVoice reads.</summary>
internal sealed partial record RecordingResource(string Sid, string? Status, int? Duration, int? Channels)
{
    private const int MostPages = 1;

    /// <summary>"Read multiple Recording resources" of a call: the parent's, where two legs were recorded.</summary>
    public static async Task<IReadOnlyList<RecordingResource>> ReadOfCallAsync(string callSid, TwilioRestClient client, CancellationToken cancellationToken)
    {
        var request = new TwilioRequest(HttpMethod.Get, client.PathOf($"Calls/{Uri.EscapeDataString(callSid)}/Recordings.json")) { MayRepeat = true };
        return [.. (await client.ReadAsync(request, "recordings", MostPages, cancellationToken)).Select(Read).OfType<RecordingResource>()];
    }

    public static bool IsSid(string sid) => SidForm().IsMatch(sid);

    /// <summary>"Fetch a Recording resource's media". The address is made of the SID alone; the one in a webhook is never asked, for credentials go along.</summary>
    public static Task<HttpResponseMessage> OpenMediaAsync(string sid, ByteRange? range, TwilioRestClient client, CancellationToken cancellationToken) =>
        client.SendAsync(
            new TwilioRequest(HttpMethod.Get, client.PathOf($"Recordings/{sid}.wav")) { MayRepeat = true, IsStreamed = true, Range = range?.ToString() },
            cancellationToken);

    // The length is -1 while it is not known.
    private static RecordingResource? Read(JsonElement recording) => recording.Text("sid") is { } sid && IsSid(sid)
        ? new RecordingResource(sid, recording.Text("status"), recording.Number("duration") is >= 0 and var seconds ? seconds : null, recording.Number("channels"))
        : null;

    [GeneratedRegex(@"^RE[0-9a-fA-F]{32}\z")]
    private static partial Regex SidForm();
}

using System.Text.RegularExpressions;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>Twilio: "Recordings resource".</summary>
internal static partial class RecordingResource
{
    public static bool IsSid(string sid) => SidForm().IsMatch(sid);

    /// <summary>"Fetch a Recording resource's media". The address is made of the SID alone; the one in a webhook is never asked, for credentials go along.</summary>
    public static Task<HttpResponseMessage> OpenMediaAsync(string sid, string? range, TwilioRestClient client, CancellationToken cancellationToken) =>
        client.SendAsync(
            new TwilioRequest(HttpMethod.Get, client.PathOf($"Recordings/{sid}.wav")) { MayRepeat = true, IsStreamed = true, Range = range },
            cancellationToken);

    [GeneratedRegex(@"^RE[0-9a-fA-F]{32}\z")]
    private static partial Regex SidForm();
}

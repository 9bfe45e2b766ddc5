using System.Net;
using System.Text.RegularExpressions;
using CrmVoice.Application.Recordings;

namespace CrmVoice.Infrastructure.Twilio.Rest;

/// <summary>
/// Twilio: "Fetch a Recording resource's media", which Twilio's package has no resource for: the one address of Twilio's REST API that is
/// made here. It is made of the SID alone; the one in a webhook is never asked, for credentials go along.
/// </summary>
internal static partial class RecordingAudio
{
    /// <summary>Whether it is a SID and nothing else: it becomes a part of an address.</summary>
    public static bool IsSid(string? text) => text is not null && SidForm().IsMatch(text);

    /// <param name="isAnonymous">Without credentials, as anybody could ask who knows the address.</param>
    /// <returns>Null where it is no SID, so that Twilio is not asked.</returns>
    /// <exception cref="TwilioErrorException">Twilio answered with an error; 404 where there is none (yet).</exception>
    /// <exception cref="TwilioUnansweredException">Twilio did not answer, or not with audio.</exception>
    public static async Task<RecordingMedia?> OpenAsync(
        string sid,
        ByteRange? range,
        OrganizationClient client,
        CancellationToken cancellationToken,
        bool isAnonymous = false)
    {
        if (!IsSid(sid))
        {
            return null;
        }

        var path = $"/2010-04-01/Accounts/{client.AccountSid}/Recordings/{sid}.wav";
        try
        {
            return await MediaOfAsync(await client.OpenAsync(path, range, isAnonymous), isPartAsked: range is not null, cancellationToken);
        }
        catch (TwilioErrorException error) when (range is not null && error.Status == (int)HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            // The whole says how much there is.
            return await MediaOfAsync(await client.OpenAsync(path, range: null, isAnonymous), isPartAsked: false, cancellationToken);
        }
    }

    private static async Task<RecordingMedia> MediaOfAsync(
        HttpResponseMessage answer,
        bool isPartAsked,
        CancellationToken cancellationToken)
    {
        var headers = answer.Content.Headers;
        var isPart = answer.StatusCode == HttpStatusCode.PartialContent;
        var (type, range) = (headers.ContentType?.MediaType, headers.ContentRange);
        if (type?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) is not true
            || (isPart && !(isPartAsked && range is { Unit: "bytes", HasRange: true })))
        {
            // A proxy's page must not be served from our own address.
            answer.Dispose();
            throw TwilioUnansweredException.Unreadable();
        }

        var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var part = isPart ? new BytePart(range!.From!.Value, range.To!.Value - range.From.Value + 1) : (BytePart?)null;
        return new RecordingMedia(content, type, isPart ? range!.Length : headers.ContentLength, part);
    }

    [GeneratedRegex(@"^RE[0-9a-fA-F]{32}\z")]
    private static partial Regex SidForm();
}

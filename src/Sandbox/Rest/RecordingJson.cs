using System.Globalization;
using CrmVoice.Sandbox.Recordings;

namespace CrmVoice.Sandbox.Rest;

/// <summary>The Recording resource, which reads a little differently under its call.</summary>
internal static class RecordingJson
{
    public static object OfAccount(Recording recording, string baseUrl) => new
    {
        AccountSid = recording.Account.Sid,
        ApiVersion = "2010-04-01",
        recording.CallSid,
        ConferenceSid = (string?)null,
        DateCreated = recording.StartedAt.Rfc2822(),
        DateUpdated = recording.UpdatedAt.Rfc2822(),
        StartTime = recording.StartedAt.Rfc2822(),
        Duration = Duration(recording),
        recording.Sid,
        Price = (string?)null,
        PriceUnit = "USD",
        recording.Status,
        recording.Terms.Channels,
        recording.Terms.Source,
        ErrorCode = (int?)null,
        Uri = recording.Url("") + ".json",
        EncryptionDetails = (object?)null,
        SubresourceUris = new
        {
            AddOnResults = recording.Url("") + "/AddOnResults.json",
            Transcriptions = recording.Url("") + "/Transcriptions.json",
        },
        MediaUrl = recording.Url(baseUrl),
    };

    public static object OfCall(Recording recording) => new
    {
        AccountSid = recording.Account.Sid,
        ApiVersion = "2010-04-01",
        recording.CallSid,
        ConferenceSid = (string?)null,
        DateCreated = recording.StartedAt.Rfc2822(),
        DateUpdated = recording.UpdatedAt.Rfc2822(),
        StartTime = recording.StartedAt.Rfc2822(),
        Duration = Duration(recording),
        recording.Sid,
        Price = (decimal?)null,
        Uri = $"/2010-04-01/Accounts/{recording.Account.Sid}/Calls/{recording.CallSid}/Recordings/{recording.Sid}.json",
        EncryptionDetails = (object?)null,
        PriceUnit = "USD",
        recording.Status,
        recording.Terms.Channels,
        recording.Terms.Source,
        ErrorCode = (int?)null,
        recording.Terms.Track,
    };

    /// <summary>Twilio says "-1" while the length is not known yet.</summary>
    private static string Duration(Recording recording) => (recording.Duration ?? -1).ToString(CultureInfo.InvariantCulture);
}

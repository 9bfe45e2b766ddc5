using CrmVoice.Application.Common;

namespace CrmVoice.Application.Organizations;

/// <summary>What the present organization's account at Twilio was used for lately, as far as that tells how the account is set.</summary>
public interface IAccountUse
{
    /// <summary>
    /// Fetches the first byte of the account's newest recording with the stored credentials and, once that is done, without any: Twilio has
    /// no way to ask whether it hands recordings out to everybody.
    /// </summary>
    Task<MediaReading> TryMediaAsync(CancellationToken cancellationToken);

    /// <summary>How long the account's newest calls, as many as are on one page of a list, waited at Twilio for their turn.</summary>
    /// <param name="since">Only calls that were made since then (UTC).</param>
    Task<QueueReading> ReadQueueAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

/// <param name="Error">What Twilio said where the credentials were refused or it did not tell, with code 0 where it did not answer.</param>
public sealed record MediaReading(MediaAccess Access, CarrierErrorView? Error = null);

public enum MediaAccess
{
    /// <summary>The credentials fetch recordings, and without them Twilio refuses.</summary>
    Protected,

    /// <summary>The credentials fetch recordings. What becomes of a request without them was not to be seen.</summary>
    Fetched,

    /// <summary>The credentials fetch recordings, and so does everybody who knows where they are.</summary>
    Open,

    /// <summary>The account has none that is ready: nothing was tried but to list them.</summary>
    NoRecording,

    /// <summary>Twilio lists a recording as ready and has no audio of it.</summary>
    Gone,

    /// <summary>The credentials may not read recordings.</summary>
    Refused,

    /// <summary>Twilio did not tell.</summary>
    Unknown,
}

/// <param name="Calls">How many calls were looked at.</param>
/// <param name="Waited">How many of them waited for a second or more.</param>
/// <param name="Error">What Twilio said instead, with code 0 where it did not answer; null where it answered.</param>
public sealed record QueueReading(int Calls, int Waited, TimeSpan Longest, CarrierErrorView? Error = null);

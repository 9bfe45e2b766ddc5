namespace CrmVoice.Application.Organizations;

/// <summary>Tries the present organization's Twilio credentials.</summary>
public interface ITwilioConnection
{
    Task<ConnectionTest> TestAsync(CancellationToken cancellationToken);
}

/// <param name="ErrorCode">Twilio's error code; 0 where it could not be reached; null where everything works.</param>
/// <param name="Message">What Twilio said, without numbers or secrets.</param>
/// <param name="MissingNumbers">Numbers configured here that the account does not own (E.164).</param>
public sealed record ConnectionTest(bool Works, int? ErrorCode, string Message, IReadOnlyList<string> MissingNumbers);

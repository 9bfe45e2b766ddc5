namespace CrmVoice.Infrastructure.Twilio;

/// <summary>
/// What Twilio's REST API wants to know of us (Twilio: "API requests: Credentials"): an API key and its secret, or the account SID and its
/// auth token. Not a record: a secret must not show up in a text by accident.
/// </summary>
internal sealed class TwilioCredentials(string accountSid, string userName, string password, string? edge, string? region)
{
    public string AccountSid { get; } = accountSid;

    public string UserName { get; } = userName;

    public string Password { get; } = password;

    public string? Edge { get; } = edge;

    public string? Region { get; } = region;
}

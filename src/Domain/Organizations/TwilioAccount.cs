using System.Text.RegularExpressions;
using CrmVoice.Domain.Common;

namespace CrmVoice.Domain.Organizations;

/// <summary>
/// An organization's connection to Twilio. The secrets are stored encrypted, and only the adapter that talks to Twilio can read them.
/// The auth token is needed even beside an API key: webhooks are signed with it and with nothing else (Twilio: "Webhooks security").
/// </summary>
public sealed partial class TwilioAccount
{
    public const int MaxCallsPerSecond = 30;

    private readonly List<PhoneNumber> numbers = [];

    private TwilioAccount() { }

    public TwilioAccount(
        string accountSid,
        string? apiKeySid,
        string? protectedApiKeySecret,
        string protectedAuthToken,
        string? protectedPreviousAuthToken,
        IEnumerable<PhoneNumber> numbers,
        string? edge,
        string? region,
        DateTimeOffset savedAt,
        int? callsPerSecond = null)
    {
        AccountSid = accountSid;
        ApiKeySid = apiKeySid;
        ProtectedApiKeySecret = protectedApiKeySecret;
        ProtectedAuthToken = protectedAuthToken;
        ProtectedPreviousAuthToken = protectedPreviousAuthToken;
        this.numbers = [.. numbers];
        Edge = edge;
        Region = region;
        SavedAt = savedAt;
        CallsPerSecond = callsPerSecond;
    }

    public string AccountSid { get; private set; } = "";

    public string? ApiKeySid { get; private set; }

    public string? ProtectedApiKeySecret { get; private set; }

    public string ProtectedAuthToken { get; private set; } = "";

    /// <summary>Still accepted for signatures while Twilio promotes a new token.</summary>
    public string? ProtectedPreviousAuthToken { get; private set; }

    /// <summary>
    /// The organization's numbers as they were typed, the caller ID first. They count until numbers are imported (<see cref="Number"/>).
    /// </summary>
    public IReadOnlyList<PhoneNumber> Numbers => numbers;

    /// <summary>
    /// Twilio's edge location and region, such as <c>sao-paulo</c> and <c>us1</c>; they apply to Twilio's own hosts only.
    /// </summary>
    public string? Edge { get; private set; }

    public string? Region { get; private set; }

    /// <summary>When the credentials were saved (UTC).</summary>
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>
    /// How many calls per second Twilio starts for the account (REST API: "Calls per second"); null for the installation's default.
    /// </summary>
    public int? CallsPerSecond { get; private set; }

    /// <summary>Twilio's latest answer to these credentials; null until there is one.</summary>
    public AccountCheck? LastCheck { get; private set; }

    /// <summary>
    /// Whether Twilio has accepted these credentials. Until then anybody may have entered this account, and nothing
    /// is shared with others who have it.
    /// </summary>
    public bool IsProven => LastCheck is { ErrorCode: null };

    public PhoneNumber? CallerId => numbers.FirstOrDefault();

    internal void Keep(AccountCheck? check) => LastCheck = check;

    public static bool IsAccountSid(string? text) => text is not null && AccountSidForm().IsMatch(text);

    public static bool IsApiKeySid(string? text) => text is not null && ApiKeySidForm().IsMatch(text);

    [GeneratedRegex(@"^AC[0-9a-fA-F]{32}\z")]
    private static partial Regex AccountSidForm();

    [GeneratedRegex(@"^SK[0-9a-fA-F]{32}\z")]
    private static partial Regex ApiKeySidForm();
}

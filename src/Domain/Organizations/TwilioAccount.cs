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

    /// <summary>How long both auth tokens are accepted once Twilio signs with the new one.</summary>
    public static readonly TimeSpan AuthTokenOverlap = TimeSpan.FromDays(7);

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

    /// <summary>Still accepted for signatures while Twilio promotes a new token; see <see cref="AcceptedPreviousAuthToken"/>.</summary>
    public string? ProtectedPreviousAuthToken { get; private set; }

    /// <summary>When a webhook was last signed with the auth token (UTC, to the minute); null where none was.</summary>
    public DateTimeOffset? AuthTokenUsedAt { get; private set; }

    public DateTimeOffset? PreviousAuthTokenUsedAt { get; private set; }

    /// <summary>
    /// Until when the previous token is accepted (UTC): <see cref="AuthTokenOverlap"/> from the first webhook that is signed with the
    /// present one. Null until there is one: Twilio has not promoted it, and signs with the previous.
    /// </summary>
    public DateTimeOffset? PreviousAuthTokenEndsAt { get; private set; }

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

    /// <summary>
    /// Twilio signs with the previous token, and never has with the present one: another new token takes the place of that, and not of the
    /// one that is needed.
    /// </summary>
    public bool IsAuthTokenUntried => AuthTokenUsedAt is null && PreviousAuthTokenUsedAt is not null;

    /// <summary>The previous token where it still counts.</summary>
    public string? AcceptedPreviousAuthToken(DateTimeOffset now) => PreviousAuthTokenEndsAt <= now ? null : ProtectedPreviousAuthToken;

    internal void Keep(AccountCheck? check) => LastCheck = check;

    /// <summary>What is known of the use of tokens that stay.</summary>
    internal void KeepUses(TwilioAccount? before)
    {
        AuthTokenUsedAt = before?.UseOf(ProtectedAuthToken);
        PreviousAuthTokenUsedAt = before?.UseOf(ProtectedPreviousAuthToken);
        var areSame = before is not null
            && (before.ProtectedAuthToken, before.ProtectedPreviousAuthToken) == (ProtectedAuthToken, ProtectedPreviousAuthToken);
        PreviousAuthTokenEndsAt = areSame ? before!.PreviousAuthTokenEndsAt : null;
    }

    private DateTimeOffset? UseOf(string? token) =>
        token is null ? null
        : token == ProtectedAuthToken ? AuthTokenUsedAt
        : token == ProtectedPreviousAuthToken ? PreviousAuthTokenUsedAt
        : null;

    public static bool IsAccountSid(string? text) => text is not null && AccountSidForm().IsMatch(text);

    public static bool IsApiKeySid(string? text) => text is not null && ApiKeySidForm().IsMatch(text);

    [GeneratedRegex(@"^AC[0-9a-fA-F]{32}\z")]
    private static partial Regex AccountSidForm();

    [GeneratedRegex(@"^SK[0-9a-fA-F]{32}\z")]
    private static partial Regex ApiKeySidForm();
}

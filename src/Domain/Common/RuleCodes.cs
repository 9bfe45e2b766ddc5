namespace CrmVoice.Domain.Common;

/// <summary>The stable codes of refusals, as they stand in problem documents.</summary>
public static class RuleCodes
{
    public const string TwilioNotConfigured = "twilio-not-configured";
    public const string AgentPhoneMissing = "agent-phone-missing";
    public const string CallInProgress = "call-in-progress";
    public const string InvalidNumber = "invalid-number";
    public const string AgentPhoneInvalid = "agent-phone-invalid";
    public const string CallerIdInvalid = "caller-id-invalid";
    public const string ContactNumberInvalid = "contact-number-invalid";
    public const string OwnNumber = "own-number";
    public const string OrganizationNumber = "organization-number";
    public const string ContactHasNoNumber = "contact-has-no-number";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string ConcurrentChange = "concurrent-change";
    public const string TextTooLong = "text-too-long";
    public const string CallsAreLive = "calls-are-live";
    public const string AuthTokenMissing = "auth-token-missing";
    public const string ApiKeySecretMissing = "api-key-secret-missing";
    public const string AlreadySetUp = "already-set-up";
    public const string EmailTaken = "email-taken";
    public const string InvitationOver = "invitation-over";
    public const string AlreadyMember = "already-member";
    public const string AlreadyInvited = "already-invited";
    public const string LastAdmin = "last-admin";
    public const string MemberElsewhere = "member-elsewhere";
    public const string WrongCode = "wrong-code";
    public const string OwnTwoFactor = "own-two-factor";
    public const string TooManyCodes = "too-many-codes";
    public const string TooManyTokens = "too-many-tokens";
    public const string OrganizationNameTaken = "organization-name-taken";
    public const string CountryNotAllowed = "country-not-allowed";
    public const string BlockedPrefix = "blocked-prefix";
    public const string TooOften = "too-often";
    public const string TooManyRequests = "too-many-requests";
    public const string TooManyVerifications = "too-many-verifications";
    public const string VerificationUnderWay = "verification-under-way";
    public const string NumberKnown = "number-known";
    public const string CallerIdInUse = "caller-id-in-use";
    public const string BudgetExhausted = "budget-exhausted";
    public const string NotPossibleNow = "not-possible-now";
}

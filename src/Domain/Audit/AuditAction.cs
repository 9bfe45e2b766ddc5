namespace CrmVoice.Domain.Audit;

/// <summary>
/// What somebody did. Stored and exported as it is spelled in kebab case: a word is added and never given another name, and has 24 letters
/// at most.
/// </summary>
public enum AuditAction
{
    OrganizationCreated,

    /// <summary>By a member, as an installation admin: another one, which stands in that one's own log as created.</summary>
    OrganizationAdded,

    /// <summary>By a member, as an installation admin: in an organization that nobody has joined yet.</summary>
    FirstInvitationRenewed,
    InstallationAdminGiven,
    InstallationAdminTaken,
    SignedIn,

    /// <summary>With the address of a person we know and a wrong password.</summary>
    SignInFailed,
    SignedOut,
    SignedOutElsewhere,

    /// <summary>By somebody who was signed in to another one.</summary>
    OrganizationEntered,
    MemberInvited,
    InvitationSentAgain,
    InvitationRevoked,
    InvitationAccepted,
    RoleChanged,
    MemberDeactivated,
    MemberReactivated,
    PasswordLinkMade,
    PasswordChanged,
    PhoneChanged,

    /// <summary>By the code that was said on it.</summary>
    PhoneConfirmed,
    TwoFactorTurnedOn,
    TwoFactorTurnedOff,
    RecoveryCodesRenewed,
    TwoFactorReset,
    TwoFactorPolicyChanged,

    /// <summary>Also when it is set up, switched off and on.</summary>
    SignInProviderChanged,
    SignInProviderRemoved,

    /// <summary>An account at the organization's provider to a member, at its first sign-in.</summary>
    SignInAccountLinked,

    /// <summary>By an admin: the next sign-in of the member by the provider links anew.</summary>
    SignInAccountUnlinked,

    /// <summary>Somebody whom the organization's provider vouched for was not let in.</summary>
    SignInRefused,
    ApiTokenCreated,
    ApiTokenRevoked,

    /// <summary>All that a member has.</summary>
    ApiTokensRevoked,
    TwilioAccountConnected,
    TwilioAccountChanged,
    NumbersChanged,
    NumberChanged,

    /// <summary>What happens at Twilio when a number is called: asked of Twilio, which may have refused.</summary>
    NumberVoiceSet,

    /// <summary>What was there before was put back.</summary>
    NumberVoiceUndone,

    /// <summary>Twilio did not do what one of those two says was asked, or did not say that it did.</summary>
    NumberVoiceRefused,

    /// <summary>A telephone was rung, to show that its number is the organization's.</summary>
    CallerIdAsked,

    /// <summary>Whoever answered typed the code.</summary>
    CallerIdVerified,

    /// <summary>At Twilio too.</summary>
    CallerIdRemoved,
    CallerIdRuleChanged,
    CallSettingsChanged,
    HoldAudioChanged,
    OpeningHoursChanged,
    HoldAudioRemoved,
    CallingLimitsChanged,

    /// <summary>For the rest of a day calls may cost more than the budget.</summary>
    BudgetStopLifted,
    BudgetStopRestored,

    /// <summary>Which countries Twilio lets its account call: asked of Twilio, which may have refused.</summary>
    DialingChanged,

    /// <summary>Twilio did not do what <see cref="DialingChanged"/> says was asked, or did not say that it did.</summary>
    DialingRefused,
    OwnPhoneCalled,
    RecordingListened,

    /// <summary>A supervisor began to take part in somebody else's call, or changed how.</summary>
    CallSupervised,

    /// <summary>By hand: nobody is going to call back for it.</summary>
    MissedCallClosed,
    AuditExported,
}

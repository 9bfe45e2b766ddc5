namespace CrmVoice.Web.Shared;

/// <summary>Errors of Twilio's by what people can do about them. Each has its words under <c>carrier-error.</c> in the resources.</summary>
public enum CarrierErrorKind
{
    Unreachable,
    TooManyRequests,
    TooManyCalls,
    Outage,
    InvalidNumber,
    UnreachableNumber,
    PremiumNumber,
    CallOver,
    NoSound,
    CountryClosed,
    NumberBlocked,
    CallerId,
    CallerIdBlocked,
    TrialNumber,
    TrialLimit,
    AccountInactive,
    VoiceDisabled,
    AlreadyVerified,
    Credentials,
    TestCredentials,
    UnknownResource,
    TimeLimit,
    Address,
    NotFetched,
    Redirected,
    Certificate,
    UnusableAnswer,
    CallbackUnanswered,
    Speech,
    Recording,
    Sip,
    Instructions,
    Request,
    OnTheWay,
    OtherOfWebhook,
    OtherOfNetwork,
    Other,
}

/// <summary>
/// Which codes are of which kind: those that a create, a <c>Dial</c> and a request to one of our URLs can meet, after Twilio's "Error and
/// Warning Dictionary" (https://www.twilio.com/docs/api/errors, as JSON at /docs/api/errors/twilio-error-codes.json), and a kind by its
/// range for any other.
/// </summary>
public static class CarrierErrorKinds
{
    public static CarrierErrorKind Of(int code) =>
        code switch
        {
            0 => CarrierErrorKind.Unreachable,
            10004 or 16021 => CarrierErrorKind.TooManyCalls,
            20429 or 32001 or 32012 or 32013 => CarrierErrorKind.TooManyRequests,
            503 or 12400 or 15000 or 15009 or 20409 or 20500 or 20503 or 20504 => CarrierErrorKind.Outage,
            13223 or 13226 or 20023 or 21201 or 21211 or 21217 or 21401 or 21421 or 32101 => CarrierErrorKind.InvalidNumber,
            13224 or 21214 or 32016 => CarrierErrorKind.UnreachableNumber,
            21202 or 21268 => CarrierErrorKind.PremiumNumber,
            20009 or 21204 or 21220 => CarrierErrorKind.CallOver,
            32014 => CarrierErrorKind.NoSound,
            13227 or 21203 or 21215 or 32205 => CarrierErrorKind.CountryClosed,
            13225 or 21216 or 32203 or 32216 or 32224 => CarrierErrorKind.NumberBlocked,
            13214 or 13247 or 13248 or 21210 or 21212 or 21213 or 21264 or 32204 or 32206 => CarrierErrorKind.CallerId,
            32017 or 32020 or 32021 => CarrierErrorKind.CallerIdBlocked,
            14111 or 21219 or 32100 or 573005 => CarrierErrorKind.TrialNumber,
            10002 or 13805 or 21404 => CarrierErrorKind.TrialLimit,
            10001 or 10003 or 20005 or 21472 or 21478 => CarrierErrorKind.AccountInactive,
            10005 or 20010 or 32005 => CarrierErrorKind.VoiceDisabled,
            20003 or 20006 or 20403 or (>= 20101 and <= 20107) or (>= 20151 and <= 20160) or 32200 => CarrierErrorKind.Credentials,
            20008 => CarrierErrorKind.TestCredentials,
            21450 => CarrierErrorKind.AlreadyVerified,
            20404 or 20410 or 20423 or 21218 or 21420 or 21470 or 21471 => CarrierErrorKind.UnknownResource,
            32015 => CarrierErrorKind.TimeLimit,
            11100 or 13233 or 13256 or 13257 or 15004 or 21205 or 21402 or 21456 or 21502 or 21609 => CarrierErrorKind.Address,
            (>= 11200 and <= 11203) or 11205 or 11206 or 11210 or 11217 or (>= 11240 and <= 11243) or 11251 => CarrierErrorKind.NotFetched,
            11215 or 11216 => CarrierErrorKind.Redirected,
            11220 or (>= 11235 and <= 11237) => CarrierErrorKind.Certificate,
            11750 or 11770 or (>= 12100 and <= 12102) or 12300 or 12301 or 32018 => CarrierErrorKind.UnusableAnswer,
            11321 or 11322 or 15002 or 15003 or 16011 or 21626 => CarrierErrorKind.CallbackUnanswered,
            13321 or 13322 or (>= 13510 and <= 13513) or 13520 or 13521 => CarrierErrorKind.Speech,
            (>= 13610 and <= 13622) or 13699 or (>= 16101 and <= 16114) => CarrierErrorKind.Recording,
            (>= 13241 and <= 13246)
            or (>= 13249 and <= 13255)
            or (>= 21221 and <= 21229)
            or (>= 32002 and <= 32011)
            or 32022
            or (>= 32102 and <= 32115)
            or (>= 32201 and <= 32223) => CarrierErrorKind.Sip,
            12200 or (>= 13000 and <= 14999) or (>= 16000 and <= 16099) or 32019 => CarrierErrorKind.Instructions,
            (>= 20001 and <= 20012)
            or 20412
            or 20413
            or 20422
            or 20426
            or (>= 21200 and <= 21209)
            or 21234
            or 21262
            or 21263
            or 21300
            or 21403 => CarrierErrorKind.Request,
            > 0 and < 1000 => CarrierErrorKind.OnTheWay,
            >= 11000 and < 20000 => CarrierErrorKind.OtherOfWebhook,
            >= 30000 and < 40000 => CarrierErrorKind.OtherOfNetwork,
            _ => CarrierErrorKind.Other,
        };

    /// <summary>Whether trying again or another number may help; anything else is for whoever runs the Twilio account.</summary>
    public static bool MayBeMendedByAnyone(this CarrierErrorKind kind) => kind is <= CarrierErrorKind.NoSound;
}

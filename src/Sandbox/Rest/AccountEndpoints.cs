using System.Text.RegularExpressions;
using CrmVoice.Sandbox.Accounts;

namespace CrmVoice.Sandbox.Rest;

/// <summary>The account, its balance and its numbers (Twilio: Account, Balance and IncomingPhoneNumber resources).</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder api, RouteGroupBuilder account)
    {
        api.MapGet("/2010-04-01/Accounts/{sid}.json", Fetch);
        account.MapGet("/Balance.json", (HttpContext context) => TwilioJson.Ok(new { AccountSid = context.Caller().Account.Sid, Balance = "42.50", Currency = "USD" }));
        account.MapGet("/IncomingPhoneNumbers.json", ListNumbers);
        account.MapGet("/IncomingPhoneNumbers/{sid}.json", (HttpContext context, AccountDirectory accounts, string sid) =>
            context.Caller().Account.Numbers.FirstOrDefault(number => Sids.Of("PN", number) == sid) is { } number
                ? TwilioJson.Ok(NumberJson(context.Caller().Account, number, accounts.CreatedAt))
                : throw RestError.NotFound(context.Request.Path));
    }

    /// <summary>Not with an API key.</summary>
    private static IResult Fetch(HttpContext context, AccountDirectory accounts)
    {
        var caller = context.Caller();
        if (caller.ByApiKey)
        {
            throw RestError.Unauthorized();
        }

        var uri = $"/2010-04-01/Accounts/{caller.Account.Sid}";
        return TwilioJson.Ok(new
        {
            caller.Account.AuthToken,
            DateCreated = accounts.CreatedAt.Rfc2822(),
            DateUpdated = accounts.CreatedAt.Rfc2822(),
            caller.Account.FriendlyName,
            OwnerAccountSid = caller.Account.Sid,
            caller.Account.Sid,
            Status = "active",
            SubresourceUris = new Dictionary<string, string>
            {
                ["balance"] = $"{uri}/Balance.json",
                ["calls"] = $"{uri}/Calls.json",
                ["incoming_phone_numbers"] = $"{uri}/IncomingPhoneNumbers.json",
                ["recordings"] = $"{uri}/Recordings.json",
            },
            Type = "Full",
            Uri = $"{uri}.json",
        });
    }

    private static IResult ListNumbers(HttpContext context, AccountDirectory accounts)
    {
        var account = context.Caller().Account;
        var wanted = context.Request.QueryText("PhoneNumber");
        var found = account.Numbers.Where(number => wanted is null || Matches(number, wanted));
        return TwilioList.Of(context.Request, "incoming_phone_numbers", found, number => Sids.Of("PN", number), number => NumberJson(account, number, accounts.CreatedAt));
    }

    /// <summary>Part of a number, in which * stands for any one digit.</summary>
    private static bool Matches(string number, string wanted) =>
        Regex.IsMatch(number, Regex.Escape(wanted.Trim()).Replace(@"\*", "[0-9]", StringComparison.Ordinal), RegexOptions.None, TimeSpan.FromSeconds(1));

    private static object NumberJson(Account account, string number, DateTimeOffset createdAt) => new
    {
        AccountSid = account.Sid,
        AddressSid = (string?)null,
        AddressRequirements = "none",
        ApiVersion = "2010-04-01",
        Beta = false,
        Capabilities = new { Voice = true, Sms = false, Mms = false, Fax = false },
        DateCreated = createdAt.Rfc2822(),
        DateUpdated = createdAt.Rfc2822(),
        FriendlyName = number,
        IdentitySid = (string?)null,
        PhoneNumber = number,
        Origin = "twilio",
        Sid = Sids.Of("PN", number),
        SmsApplicationSid = (string?)null,
        SmsFallbackMethod = "POST",
        SmsFallbackUrl = "",
        SmsMethod = "POST",
        SmsUrl = "",
        StatusCallback = "",
        StatusCallbackMethod = "POST",
        TrunkSid = (string?)null,
        Uri = $"/2010-04-01/Accounts/{account.Sid}/IncomingPhoneNumbers/{Sids.Of("PN", number)}.json",
        VoiceReceiveMode = "voice",
        VoiceApplicationSid = (string?)null,
        VoiceCallerIdLookup = false,
        VoiceFallbackMethod = "POST",
        VoiceFallbackUrl = "",
        VoiceMethod = "POST",
        VoiceUrl = "",
        EmergencyStatus = "Inactive",
        EmergencyAddressSid = (string?)null,
        EmergencyAddressStatus = "unregistered",
        BundleSid = (string?)null,
        Status = "in-use",
        Type = "local",
    };
}

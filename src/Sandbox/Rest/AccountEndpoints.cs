using CrmVoice.Sandbox.Accounts;

namespace CrmVoice.Sandbox.Rest;

/// <summary>The account and its balance (Twilio: Account and Balance resources).</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder api, RouteGroupBuilder account)
    {
        api.MapGet("/2010-04-01/Accounts/{sid}.json", Fetch);
        account.MapGet(
            "/Balance.json",
            (HttpContext context) =>
                TwilioJson.Ok(
                    new
                    {
                        AccountSid = context.Caller().Account.Sid,
                        Balance = "42.50",
                        Currency = "USD",
                    }));
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
            Status = $"{caller.Account.Status}".ToLowerInvariant(),
            SubresourceUris = new Dictionary<string, string>
            {
                ["balance"] = $"{uri}/Balance.json",
                ["calls"] = $"{uri}/Calls.json",
                ["incoming_phone_numbers"] = $"{uri}/IncomingPhoneNumbers.json",
                ["recordings"] = $"{uri}/Recordings.json",
            },
            Type = caller.Account.IsTrial ? "Trial" : "Full",
            Uri = $"{uri}.json",
        });
    }
}

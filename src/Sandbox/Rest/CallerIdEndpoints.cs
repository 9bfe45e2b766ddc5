using System.Globalization;
using System.Security.Cryptography;
using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// OutgoingCallerIds.json and OutgoingCallerIds/{PN}.json (Twilio: OutgoingCallerId resource). One comes to be by a call in which its code
/// is typed.
/// </summary>
internal static class CallerIdEndpoints
{
    private const int LongestDelay = 60;
    private const int AfterLastCode = 1_000_000;

    public static void MapCallerIds(this RouteGroupBuilder account)
    {
        account.MapGet("/OutgoingCallerIds.json", List);
        account.MapPost("/OutgoingCallerIds.json", VerifyAsync);
        account.MapGet(
            "/OutgoingCallerIds/{sid}.json",
            (HttpContext context, string sid) => TwilioJson.Ok(Json(context.Caller().Account, Require(context, sid))));
        account.MapPost("/OutgoingCallerIds/{sid}.json", UpdateAsync);
        account.MapDelete("/OutgoingCallerIds/{sid}.json", Delete);
    }

    private static CallerId Require(HttpContext context, string sid) =>
        context.Caller().Account.CallerIds.Values.FirstOrDefault(callerId => callerId.Sid == sid)
        ?? throw RestError.NotFound(context.Request.Path);

    private static IResult List(HttpContext context)
    {
        var account = context.Caller().Account;
        var (number, name) = (context.Request.QueryText("PhoneNumber"), context.Request.QueryText("FriendlyName"));
        var found = account
            .CallerIds.Values.Where(callerId =>
                (number is null || callerId.PhoneNumber == number) && (name is null || callerId.FriendlyName == name))
            .OrderByDescending(callerId => callerId.CreatedAt)
            .ThenBy(callerId => callerId.PhoneNumber, StringComparer.Ordinal);
        return TwilioList.Of(context.Request, "outgoing_caller_ids", found, callerId => callerId.Sid, callerId => Json(account, callerId));
    }

    private static async Task<IResult> VerifyAsync(HttpContext context, VerificationCalls verifications, BehaviourQueue behaviours)
    {
        var account = context.Caller().Account;
        var form = await RestForm.ReadAsync(context.Request);
        var number =
            form.Text("PhoneNumber") is { } text && Sids.PhoneNumber.IsMatch(text)
                ? text
                : throw RestError.Bad(21401, "Invalid phone number");
        if (account.Owns(number))
        {
            throw RestError.Bad(21450, "Phone number already validated for your account");
        }

        if (!account.DialingPermissions.Allow(number))
        {
            throw RestError.Bad(21215, "Account not authorized to call this number.");
        }

        var verification = new Verification(
            RandomNumberGenerator.GetInt32(AfterLastCode).ToString("D6", CultureInfo.InvariantCulture),
            form.FriendlyName(number),
            TimeSpan.FromSeconds(form.Number("CallDelay", 0, LongestDelay) ?? 0),
            form.Target("StatusCallback", "StatusCallbackMethod", 21609, "Invalid 'StatusCallback' URL"));
        var call = verifications.Place(account, number, verification, behaviours.TakeFor(LegKind.Agent, number));
        verifications.Start(call);
        return TwilioJson.Ok(new
        {
            AccountSid = account.Sid,
            CallSid = call.Sid,
            verification.FriendlyName,
            PhoneNumber = number,
            ValidationCode = verification.Code,
        });
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, SandboxClock clock, string sid)
    {
        var account = context.Caller().Account;
        var before = Require(context, sid);
        var form = await RestForm.ReadAsync(context.Request);
        var after = before with { FriendlyName = form.FriendlyName(before.FriendlyName), UpdatedAt = clock.Now };
        account.CallerIds[after.PhoneNumber] = after;
        return TwilioJson.Ok(Json(account, after));
    }

    private static IResult Delete(HttpContext context, string sid)
    {
        context.Caller().Account.CallerIds.TryRemove(Require(context, sid).PhoneNumber, out _);
        return Results.NoContent();
    }

    private static object Json(Account account, CallerId callerId) => new
    {
        callerId.Sid,
        DateCreated = callerId.CreatedAt.Rfc2822(),
        DateUpdated = callerId.UpdatedAt.Rfc2822(),
        callerId.FriendlyName,
        AccountSid = account.Sid,
        callerId.PhoneNumber,
        Uri = $"/2010-04-01/Accounts/{account.Sid}/OutgoingCallerIds/{callerId.Sid}.json",
    };
}

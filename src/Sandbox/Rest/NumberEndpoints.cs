using System.Text.RegularExpressions;
using CrmVoice.Sandbox.Accounts;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// IncomingPhoneNumbers.json and IncomingPhoneNumbers/{PN}.json (Twilio: IncomingPhoneNumber resource). Numbers are neither bought nor
/// released here.
/// </summary>
internal static class NumberEndpoints
{
    private const int LongestName = 64;

    public static void MapNumbers(this RouteGroupBuilder account)
    {
        account.MapGet("/IncomingPhoneNumbers.json", List);
        account.MapGet(
            "/IncomingPhoneNumbers/{sid}.json",
            (HttpContext context, NumberBook numbers, AccountDirectory accounts, string sid) =>
                TwilioJson.Ok(Json(context.Caller().Account, numbers.Require(context, sid), accounts.CreatedAt)));
        account.MapPost("/IncomingPhoneNumbers/{sid}.json", UpdateAsync);
    }

    /// <summary>What people call a resource, as every resource that has such a name takes it.</summary>
    public static string FriendlyName(this RestForm form, string otherwise) =>
        form.Text("FriendlyName") is not { } name ? otherwise : name.Length <= LongestName ? name : throw RestForm.Invalid("FriendlyName");

    private static NumberSettings Require(this NumberBook numbers, HttpContext context, string sid) =>
        numbers.Find(context.Caller().Account, sid) ?? throw RestError.NotFound(context.Request.Path);

    private static IResult List(HttpContext context, NumberBook numbers, AccountDirectory accounts)
    {
        var account = context.Caller().Account;
        var (wanted, name) = (context.Request.QueryText("PhoneNumber"), context.Request.QueryText("FriendlyName"));
        var found = numbers
            .Of(account)
            .Where(number =>
                (wanted is null || Matches(number.PhoneNumber, wanted))
                && (name is null || number.FriendlyName.Equals(name, StringComparison.OrdinalIgnoreCase)));
        return TwilioList.Of(
            context.Request,
            "incoming_phone_numbers",
            found,
            number => number.Sid,
            number => Json(account, number, accounts.CreatedAt));
    }

    /// <summary>Part of a number, in which * stands for any one digit.</summary>
    private static bool Matches(string number, string wanted) =>
        Regex.IsMatch(
            number,
            Regex.Escape(wanted.Trim()).Replace(@"\*", "[0-9]", StringComparison.Ordinal),
            RegexOptions.None,
            TimeSpan.FromSeconds(1));

    /// <summary>What is not named stays as it is; an address that is named and empty is taken away.</summary>
    private static async Task<IResult> UpdateAsync(
        HttpContext context,
        NumberBook numbers,
        AccountDirectory accounts,
        SandboxClock clock,
        string sid)
    {
        var account = context.Caller().Account;
        var before = numbers.Require(context, sid);
        var form = await RestForm.ReadAsync(context.Request);
        var after = before with
        {
            UpdatedAt = clock.Now,
            VoiceApplicationSid = ReceiverOf(form, "VoiceApplicationSid", "TrunkSid", "AP", before.VoiceApplicationSid),
            TrunkSid = ReceiverOf(form, "TrunkSid", "VoiceApplicationSid", "TK", before.TrunkSid),
            FriendlyName = form.FriendlyName(before.FriendlyName),
            VoiceUrl = Url(form, "VoiceUrl", before.VoiceUrl),
            VoiceMethod = Method(form, "VoiceMethod", before.VoiceMethod),
            VoiceFallbackUrl = Url(form, "VoiceFallbackUrl", before.VoiceFallbackUrl),
            VoiceFallbackMethod = Method(form, "VoiceFallbackMethod", before.VoiceFallbackMethod),
            VoiceCallerIdLookup = form.Text("VoiceCallerIdLookup") is null ? before.VoiceCallerIdLookup : form.Flag("VoiceCallerIdLookup"),
            StatusCallback = Url(form, "StatusCallback", before.StatusCallback),
            StatusCallbackMethod = Method(form, "StatusCallbackMethod", before.StatusCallbackMethod),
            SmsUrl = Url(form, "SmsUrl", before.SmsUrl),
            SmsMethod = Method(form, "SmsMethod", before.SmsMethod),
            SmsFallbackUrl = Url(form, "SmsFallbackUrl", before.SmsFallbackUrl),
            SmsFallbackMethod = Method(form, "SmsFallbackMethod", before.SmsFallbackMethod),
        };
        numbers.Save(account, after);
        return TwilioJson.Ok(Json(account, after, accounts.CreatedAt));
    }

    private static string Url(RestForm form, string name, string before) =>
        !form.Has(name) ? before : form.Url(name, 21402, $"{name} is not a valid URL") ?? "";

    /// <summary>Setting an application takes the trunk away, and the other way round.</summary>
    private static string ReceiverOf(RestForm form, string name, string other, string prefix, string before) =>
        form.Text(name) is { } sid ? IsSid(sid, prefix) ? sid : throw RestForm.Invalid(name)
        : form.Has(name) || form.Text(other) is not null ? ""
        : before;

    private static bool IsSid(string text, string prefix) =>
        Regex.IsMatch(text, $@"^{prefix}[0-9a-f]{{32}}\z", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Method(RestForm form, string name, string before) => form.Choice(name, before, "POST", "GET");

    private static string? OrNull(string text) => text is "" ? null : text;

    private static object Json(Account account, NumberSettings number, DateTimeOffset createdAt) => new
    {
        AccountSid = account.Sid,
        AddressSid = (string?)null,
        AddressRequirements = "none",
        ApiVersion = "2010-04-01",
        Beta = false,
        Capabilities = new { Voice = true, Sms = false, Mms = false, Fax = false },
        DateCreated = createdAt.Rfc2822(),
        DateUpdated = number.UpdatedAt.Rfc2822(),
        number.FriendlyName,
        IdentitySid = (string?)null,
        number.PhoneNumber,
        Origin = "twilio",
        number.Sid,
        SmsApplicationSid = (string?)null,
        number.SmsFallbackMethod,
        number.SmsFallbackUrl,
        number.SmsMethod,
        number.SmsUrl,
        number.StatusCallback,
        number.StatusCallbackMethod,
        TrunkSid = OrNull(number.TrunkSid),
        Uri = $"/2010-04-01/Accounts/{account.Sid}/IncomingPhoneNumbers/{number.Sid}.json",
        VoiceReceiveMode = "voice",
        VoiceApplicationSid = OrNull(number.VoiceApplicationSid),
        number.VoiceCallerIdLookup,
        number.VoiceFallbackMethod,
        number.VoiceFallbackUrl,
        number.VoiceMethod,
        number.VoiceUrl,
        EmergencyStatus = "Inactive",
        EmergencyAddressSid = (string?)null,
        EmergencyAddressStatus = "unregistered",
        BundleSid = (string?)null,
        Status = "in-use",
        Type = "local",
    };
}

using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Rest;

/// <summary>The Call resource: everything is a string or null, numbers too (Twilio: Call resource, Properties).</summary>
internal static class CallJson
{
    private static readonly string[] Subresources =
    [
        "events",
        "notifications",
        "payments",
        "recordings",
        "siprec",
        "streams",
        "transcriptions",
        "user_defined_message_subscriptions",
        "user_defined_messages",
    ];

    public static string Uri(SandboxCall call) => $"/2010-04-01/Accounts/{call.Account.Sid}/Calls/{call.Sid}.json";

    /// <param name="pricedUntil">Calls that ended later have no price yet.</param>
    public static object Of(SandboxCall call, DateTimeOffset pricedUntil) => new
    {
        call.Sid,
        DateCreated = call.CreatedAt.Rfc2822(),
        DateUpdated = call.UpdatedAt.Rfc2822(),
        ParentCallSid = call.Parent?.Sid,
        AccountSid = call.Account.Sid,
        call.To,
        ToFormatted = call.To,
        call.From,
        FromFormatted = call.From,
        PhoneNumberSid = NumberSid(call),
        Status = call.Status.ResourceText(),
        StartTime = call.StartTime?.Rfc2822(),
        EndTime = call.EndTime?.Rfc2822(),
        Duration = call.Duration?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Price = call.EndedAt <= pricedUntil ? Price(call) : null,
        PriceUnit = "USD",
        call.Direction,
        AnsweredBy = call.AnsweredBy,
        ApiVersion = "2010-04-01",
        call.Caller?.ForwardedFrom,
        GroupSid = (string?)null,
        CallerName = call.Caller?.Name,
        QueueTime = ((long)call.QueueTime.TotalMilliseconds).ToString(System.Globalization.CultureInfo.InvariantCulture),
        TrunkSid = (string?)null,
        Uri = Uri(call),
        SubresourceUris = Subresources.ToDictionary(name => name, name => SubresourceUri(call, name)),
    };

    /// <summary>The number that was called, or that is called from.</summary>
    private static string? NumberSid(SandboxCall call) => call switch
    {
        { Caller: not null } => Sids.Of("PN", call.To),
        { Parent: null } when call.Account.Owns(call.From) => Sids.Of("PN", call.From),
        _ => null,
    };

    /// <summary>
    /// Negative, for it is taken from the balance, for every minute begun; null until the call is over and for one that was never answered.
    /// </summary>
    private static string? Price(SandboxCall call) => call.Duration is { } seconds
        ? (-VoicePrice.PerMinuteTo(call.To) * Math.Max(1, (seconds + 59) / 60)).ToString("0.00000", System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static string SubresourceUri(SandboxCall call, string name)
    {
        var resource = string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return $"/2010-04-01/Accounts/{call.Account.Sid}/Calls/{call.Sid}/{resource}.json";
    }
}

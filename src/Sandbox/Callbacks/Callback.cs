using CrmVoice.Sandbox.Accounts;
using CrmVoice.Sandbox.Calls;

namespace CrmVoice.Sandbox.Callbacks;

internal sealed record CallbackTarget(string Url, string Method);

internal enum CallbackFailure
{
    None,
    BadUrl,
    Connect,
    Read,
    TooManyRedirects,
}

internal sealed record CallbackAnswer(int? StatusCode, string? ContentType, string Body, CallbackFailure Failure, string Url)
{
    public bool IsSuccess => StatusCode is >= 200 and < 300;
}

/// <summary>
/// One delivery, made ready once: sent again (as a retry or a duplicate) it is the same to the byte, idempotency token and signature
/// included.
/// </summary>
internal sealed record Callback(
    SandboxCall Call,
    string Purpose,
    CallbackTarget Target,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    string IdempotencyToken)
{
    public static Callback Of(
        SandboxCall call,
        string purpose,
        CallbackTarget target,
        IReadOnlyList<KeyValuePair<string, string>> parameters) => new(call, purpose, target, parameters, Guid.NewGuid().ToString());

    public Account Account => Call.Account;

    /// <summary>Callbacks of one lane come one after the other: those of a leg, or those of a conference.</summary>
    public string Lane { get; init; } = Call.Sid;

    /// <summary>Whether the call's Events.json lists the request.</summary>
    public bool IsEventOfCall { get; init; } = true;

    /// <summary>False for a request that comes without X-Twilio-Signature.</summary>
    public bool IsSigned { get; init; } = true;
}

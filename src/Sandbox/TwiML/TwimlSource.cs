using CrmVoice.Sandbox.Callbacks;

namespace CrmVoice.Sandbox.TwiML;

/// <summary>Where the next TwiML comes from: a URL, or the text of a <c>Twiml</c> parameter.</summary>
internal sealed record TwimlSource(CallbackTarget? Target, string? Inline = null)
{
    /// <summary>What the request says beside the leg's own parameters, e.g. <c>Digits</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    public bool IsDialAction { get; init; }

    public static TwimlSource Of(string url, string? method, params IEnumerable<KeyValuePair<string, string>> parameters) =>
        new(new CallbackTarget(url, method?.ToUpperInvariant() == "GET" ? "GET" : "POST")) { Parameters = [.. parameters] };
}

/// <summary>TwiML that cannot be had or read, with the code of Twilio's debugger.</summary>
internal sealed class TwimlException(int code, string message) : Exception(message)
{
    public int Code => code;
}

using System.Globalization;
using CrmVoice.Sandbox.Callbacks;
using Microsoft.Extensions.Primitives;

namespace CrmVoice.Sandbox.Rest;

/// <summary>The form of a REST request, read as Twilio reads it: names are case-sensitive, a JSON body counts as none.</summary>
internal sealed class RestForm(IFormCollection? form)
{
    private readonly Dictionary<string, StringValues> values =
        form?.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) ?? [];

    public static async Task<RestForm> ReadAsync(HttpRequest request) =>
        new(request.HasFormContentType ? await request.ReadFormAsync() : null);

    public string? Text(string name) =>
        values.TryGetValue(name, out var value) && value.LastOrDefault() is { Length: > 0 } text ? text : null;

    /// <summary>Whether it is named at all, if only to be emptied.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>A repeated parameter: one value each time.</summary>
    public IReadOnlyList<string> All(string name) =>
        values.TryGetValue(name, out var given) ? [.. given.Where(value => value is { Length: > 0 })!] : [];

    public int? Number(string name, int least, int most) =>
        Text(name) switch
        {
            null => null,
            var text
                when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most => number,
            _ => throw Invalid(name),
        };

    public bool Flag(string name) =>
        Text(name) switch
        {
            null => false,
            var text when bool.TryParse(text, out var flag) => flag,
            _ => throw Invalid(name),
        };

    /// <summary>For flags of a participant: what is neither true nor false is false, what is not there is left as it is.</summary>
    public bool? Switch(string name) => Text(name) is { } text ? text == "true" : null;

    public string Choice(string name, string otherwise, params ReadOnlySpan<string> allowed)
    {
        var text = Text(name) ?? otherwise;
        return allowed.Contains(text) ? text : throw Invalid(name);
    }

    public string Method(string name) => Choice(name, "POST", "POST", "GET");

    /// <summary>A URL with its method parameter, or null where there is none.</summary>
    public CallbackTarget? Target(string urlName, string methodName, int errorCode, string errorMessage) =>
        Url(urlName, errorCode, errorMessage) is { } url ? new(url, Method(methodName)) : null;

    public string? Url(string name, int errorCode, string errorMessage) =>
        Text(name) is not { } url || IsUrl(url) ? Text(name) : throw RestError.Bad(errorCode, errorMessage);

    public static RestError Invalid(string name) => RestError.Bad(20001, $"Invalid value for parameter {name}");

    /// <summary>Absolute http or https, and no underscore in the host: Twilio calls no such host.</summary>
    private static bool IsUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.Host.Length > 0
        && !uri.Host.Contains('_', StringComparison.Ordinal);
}

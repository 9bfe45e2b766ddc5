using System.Globalization;

namespace CrmVoice.Sandbox.Callbacks;

/// <summary>
/// What the fragment of a callback URL asks for: <c>#rc=2&amp;rp=all&amp;ct=2000</c> (Twilio: Webhooks connection overrides).
/// The fragment is neither sent nor signed.
/// </summary>
internal sealed record ConnectionOverrides(int Retries, IReadOnlySet<string> Policies, TimeSpan Connect, TimeSpan Read, TimeSpan Total)
{
    public static (string Url, string Fragment) SplitFragment(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (url, "") : (url[..hash], url[(hash + 1)..]);
    }

    public static ConnectionOverrides Of(string url)
    {
        var given = SplitFragment(url).Fragment.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0]).ToDictionary(parts => parts.Key, parts => parts.Last()[1]);
        return new(
            Number("rc", 1, 0, 5),
            (given.GetValueOrDefault("rp") ?? "ct").Split(',').ToHashSet(),
            TimeSpan.FromMilliseconds(Number("ct", 5000, 100, 10000)),
            TimeSpan.FromMilliseconds(Number("rt", 15000, 100, 15000)),
            TimeSpan.FromMilliseconds(Number("tt", 15000, 100, 15000)));

        int Number(string key, int otherwise, int least, int most) =>
            int.TryParse(given.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Math.Clamp(number, least, most)
                : otherwise;
    }

    public bool Retry(CallbackAnswer answer) => answer switch
    {
        { Failure: CallbackFailure.Connect } => Allows("ct"),
        { Failure: CallbackFailure.Read } => Allows("rt"),
        { StatusCode: >= 400 and < 500 } => Allows("4xx"),
        { StatusCode: >= 500 } => Allows("5xx"),
        _ => false,
    };

    private bool Allows(string policy) => Policies.Contains(policy) || Policies.Contains("all");
}

namespace CrmVoice.Application.Carrier.Contracts;

internal static class Backoff
{
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(15);

    /// <summary>1 s, 2 s, 4 s … up to 15 s.</summary>
    public static TimeSpan After(int attempts) => TimeSpan.FromSeconds(Math.Min(longest.TotalSeconds, Math.Pow(2, attempts - 1)));
}

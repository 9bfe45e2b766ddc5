namespace CrmVoice.Performance.Support;

/// <summary>How long each of many requests took.</summary>
internal sealed class Latencies(IEnumerable<TimeSpan> times)
{
    private readonly TimeSpan[] sorted = [.. times.Order()];

    public string P50 => Percentile(50);

    public string P95 => Percentile(95);

    public string P99 => Percentile(99);

    public override string ToString() => $"p50 {P50}, p99 {P99}";

    private string Percentile(int percent)
    {
        var rank = (int)Math.Ceiling(sorted.Length * percent / 100.0);
        return FormattableString.Invariant($"{sorted[Math.Max(0, rank - 1)].TotalMilliseconds:0.0} ms");
    }
}

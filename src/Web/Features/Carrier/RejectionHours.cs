namespace CrmVoice.Web.Features.Carrier;

/// <summary>A bar for each hour.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Since">When the first hour began (UTC).</param>
/// <param name="Most">The number that fills the whole height.</param>
public sealed record RejectionHours(string Name, IReadOnlyList<long> PerHour, DateTimeOffset Since, long Most)
{
    public const int Height = 36;

    public int Busiest => PerHour.Index().MaxBy(hour => hour.Item).Index;

    public DateTimeOffset TimeOf(int hour) => Since.AddHours(hour);

    /// <summary>Nothing is a line; one in thousands can still be seen.</summary>
    public int HeightOf(int hour) => PerHour[hour] == 0 ? 1 : Math.Max(3, (int)(PerHour[hour] * Height / Math.Max(Most, 1)));
}

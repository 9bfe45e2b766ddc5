using System.Globalization;

namespace CrmVoice.Sandbox.Rest;

/// <summary>
/// Filters such as <c>StartTime</c>, <c>StartTime&lt;</c> and <c>StartTime&gt;</c>: the inequality belongs to the name, so that
/// <c>StartTime&gt;=2026-01-31</c> is read as on or after that day (Twilio: Call resource, Read multiple).
/// </summary>
internal sealed class DateFilter(HttpRequest request, string name)
{
    private readonly (DateTimeOffset At, bool IsDay)? exactly = Read(request, name);
    private readonly (DateTimeOffset At, bool IsDay)? atMost = Read(request, name + "<");
    private readonly (DateTimeOffset At, bool IsDay)? atLeast = Read(request, name + ">");

    public bool Admits(DateTimeOffset? time)
    {
        if (exactly is null && atMost is null && atLeast is null)
        {
            return true;
        }

        return time is { } instant
            && (exactly is not { } same || (same.IsDay ? instant.UtcDateTime.Date == same.At.UtcDateTime.Date : instant == same.At))
            && (atMost is not { } latest || instant <= latest.At)
            && (atLeast is not { } earliest || instant >= earliest.At);
    }

    private static (DateTimeOffset, bool)? Read(HttpRequest request, string name)
    {
        if (request.QueryText(name) is not { } text)
        {
            return null;
        }

        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at)
            ? (at, isDay)
            : throw RestError.Bad(20001, $"Invalid date for {name}");
    }
}

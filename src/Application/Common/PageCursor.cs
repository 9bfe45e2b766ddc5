using System.Globalization;
using System.Text;

namespace CrmVoice.Application.Common;

/// <summary>Where a page ended: the time of its last row, and how many rows of that very time were seen.</summary>
internal sealed record PageCursor(DateTimeOffset At, int SeenAtThatTime)
{
    /// <summary>Before the first row of all.</summary>
    public static PageCursor Start { get; } = new(DateTimeOffset.MaxValue, 0);

    /// <param name="page">The times of its rows, newest first; one at least.</param>
    public static PageCursor After(IReadOnlyList<DateTimeOffset> page, PageCursor previous)
    {
        var last = page[^1];
        var seen = page.Count(at => at == last) + (last == previous.At ? previous.SeenAtThatTime : 0);
        return new PageCursor(last, seen);
    }

    public static PageCursor? TryRead(string? text)
    {
        var bytes = new byte[48];
        if (text is null || !Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        return Encoding.ASCII.GetString(bytes, 0, length).Split(':') is [var ticks, var seen]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new PageCursor(new DateTimeOffset(at, TimeSpan.Zero), count)
            : null;
    }

    public override string ToString() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}:{SeenAtThatTime}")));
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace CrmVoice.Web.Tests.Support;

/// <summary>Everything that the application logged, and what must never stand in it.</summary>
internal sealed partial class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<Line> lines = new();
    private readonly ConcurrentDictionary<string, byte> secrets = new(StringComparer.Ordinal);

    public IReadOnlyList<Line> Lines => [.. lines];

    /// <summary>From now on this text may stand in no line.</summary>
    public void KeepsQuietAbout(params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            secrets[text.TrimStart('+')] = 0;
        }
    }

    public void AssertNoErrors()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text), Is.Empty, "errors were logged");
            Assert.That(
                lines.Where(TellsTooMuch).Select(line => $"{line.Category}: {line.Text}"),
                Is.Empty,
                "numbers, secrets or bodies were logged");
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() { }

    private bool TellsTooMuch(Line line) =>
        ANumberOrABody().IsMatch(line.Text) || secrets.Keys.Any(secret => line.Text.Contains(secret, StringComparison.Ordinal));

    [GeneratedRegex(@"(\+|%2B)[1-9][0-9]{6,}|AccountSid=|CallStatus=|""to"":", RegexOptions.IgnoreCase)]
    private static partial Regex ANumberOrABody();

    internal sealed record Line(LogLevel Level, string Category, string Text);

    private sealed class Logger(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => book.lines.Enqueue(new Line(logLevel, category, $"{formatter(state, exception)} {exception}".TrimEnd()));
    }
}

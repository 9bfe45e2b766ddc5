using System.Globalization;
using Microsoft.Extensions.Options;

namespace CrmVoice.Sandbox;

/// <summary>The true time, and durations shortened by <c>Sandbox:TimeScale</c>.</summary>
internal sealed class SandboxClock(TimeProvider time, IOptions<SandboxOptions> options)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Calls that ended by then have a price.</summary>
    public DateTimeOffset PricedUntil => Now - Scaled(TimeSpan.FromSeconds(options.Value.PriceSeconds));

    public TimeSpan Scaled(TimeSpan duration) => duration * options.Value.TimeScale;

    /// <summary>How long something took by the far end's watch, which is as quick as the sandbox.</summary>
    public TimeSpan Lasted(DateTimeOffset since) =>
        options.Value.TimeScale > 0 ? (Now - since) / options.Value.TimeScale : TimeSpan.MaxValue;

    public Task Delay(TimeSpan duration, CancellationToken cancellation) => DelayReal(Scaled(duration), cancellation);

    /// <summary>For a duration that is scaled already.</summary>
    public Task DelayReal(TimeSpan duration, CancellationToken cancellation) => Task.Delay(duration, time, cancellation);

    public Task Delay(double seconds, CancellationToken cancellation) => Delay(TimeSpan.FromSeconds(seconds), cancellation);
}

internal static class TwilioDates
{
    /// <summary>RFC 2822 with whole seconds, as in the Call resource and in every callback.</summary>
    public static string Rfc2822(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    public static DateTimeOffset WholeSecond(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CrmVoice.Tests;

/// <summary>What the instruments of one application say from now on; others in the same process are not listened to.</summary>
internal sealed class Measured : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> said = new();
    private readonly MeterListener listener = new();

    public Measured(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, mine) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
            {
                mine.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Write(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Write(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Values and their tags, such as <c>operation=GET Calls code=20003</c>, of one instrument.</summary>
    public IReadOnlyList<(double Value, string Tags)> Of(string instrument)
    {
        listener.RecordObservableInstruments();
        return [.. said.Where(one => one.Name == instrument).Select(one => (one.Value, one.Tags))];
    }

    public void Dispose() => listener.Dispose();

    private void Write(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        said.Enqueue((instrument.Name, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}

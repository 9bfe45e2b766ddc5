using System.Diagnostics.Metrics;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>
/// Calls that ended, counted once each, with the result they ended with: what is reported later may still correct the call, and not the
/// count.
/// </summary>
internal sealed class CallMetrics
{
    private readonly Counter<long> ended;
    private readonly Counter<long> estimated;

    public CallMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.MeterName);
        ended = meter.CreateCounter<long>("crmvoice.calls.ended", "{call}", "Calls that ended, by result.");
        estimated = meter.CreateCounter<long>(
            "crmvoice.rooms.intervals.estimated",
            "{interval}",
            "Times of talk or hold in rooms whose begin or end was not reported, of calls that ended.");
    }

    public void CountEnded(Call call)
    {
        ended.Add(1, new KeyValuePair<string, object?>("result", Kebab.Of(call.Result!.Value)));
        if (call.Topology is Topology.Room)
        {
            var times = call.Talks.Select(talk => talk.When).Concat(call.Holds.Select(hold => hold.When));
            estimated.Add(times.Count(when => when.IsEstimated));
        }
    }
}

using System.Diagnostics.Metrics;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;

namespace CrmVoice.Infrastructure.Calls;

/// <summary>
/// Calls that ended, counted once each, with the result they ended with: what is reported later may still correct the call, and not the
/// count.
/// </summary>
internal sealed class CallMetrics(IMeterFactory meters)
{
    private readonly Counter<long> ended = meters
        .Create(Telemetry.MeterName)
        .CreateCounter<long>("crmvoice.calls.ended", "{call}", "Calls that ended, by result.");

    public void CountEnded(CallResult result) => ended.Add(1, new KeyValuePair<string, object?>("result", Kebab.Of(result)));
}

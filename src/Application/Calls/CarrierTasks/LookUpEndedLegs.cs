using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Asks the carrier about an ended call: what callbacks did not report, and what the call cost.</summary>
public sealed class LookUpEndedLegs : ICallTask
{
    public const string Name = "look-up-ended";

    string ICallTask.Name => Name;

    public string Step => StepKinds.LookUpSent;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call switch
        {
            { Topology: Topology.Room } => LookUpRoom.Of(call),
            { FirstLeg.CallSid: { } first } => new LookUpLegs.Order(first),
            _ => null,
        };
}

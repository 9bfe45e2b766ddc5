using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Asks the carrier what callbacks have not said of a call that has ended, and what it cost.</summary>
public sealed class LookUpEndedLegs : ICallTask
{
    public const string Name = "look-up-ended";

    string ICallTask.Name => Name;

    public string Step => StepKinds.LookUpSent;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call.AgentLeg?.CallSid is { } agent ? new LookUpLegs.Order(agent) : null;
}

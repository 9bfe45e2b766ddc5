using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Asks the carrier for the errors that it logged when it did not dial the contact.</summary>
public sealed class ReadDialErrors : ICallTask
{
    public const string Name = "read-dial-errors";

    string ICallTask.Name => Name;

    public string Step => StepKinds.LookUpSent;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call is { LacksDialError: true, AgentLeg.CallSid: { } agent } ? new Order(agent) : null;

    internal sealed record Order(string AgentCallSid) : CallOrder
    {
        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordReports(requestId, await telephony.ReadDialErrorsAsync(AgentCallSid, cancellationToken));
    }
}

using CrmVoice.Application.Calls.Upkeep;
using CrmVoice.Application.Calls.Webhooks;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Carrier;
using CrmVoice.Domain.Common;
using MediatR;

namespace CrmVoice.Application.Calls.CarrierTasks;

/// <summary>Asks the carrier what it sent us, or tried to send, about an ended call.</summary>
public sealed class ReadReports : ICallTask
{
    public const string Name = "read-reports";

    string ICallTask.Name => Name;

    public string Step => StepKinds.LookUpSent;

    public CallOrder? Prepare(CarrierRequest request, Call call, DateTimeOffset now) =>
        call is { HasEnded: true, LacksDialResult: true, AgentLeg.CallSid: { } agent } ? new Order(call.Id, agent) : null;

    internal sealed record Order(CallId CallId, string AgentCallSid) : CallOrder
    {
        public override async Task<IRequest<Unit>> AskAsync(Guid requestId, ITelephony telephony, CancellationToken cancellationToken) =>
            new RecordReports(requestId, await telephony.ReadReportsAsync(CallId, AgentCallSid, cancellationToken));
    }
}

/// <summary>
/// Merges reports about a call that the carrier sent and we never received, or that it only logged; asks again later if it did not answer.
/// </summary>
/// <param name="Reports">Null where the carrier did not answer.</param>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
public sealed record RecordReports(Guid RequestId, IReadOnlyList<CarrierReport>? Reports) : ICommand;

internal sealed class RecordReportsHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock)
    : IRequestHandler<RecordReports, Unit>
{
    public async Task<Unit> Handle(RecordReports command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        if (command.Reports is not { Count: > 0 })
        {
            call.NoteAnswer(command.Reports is null ? StepKinds.CarrierSilent : StepKinds.ReportsEmpty, callSid: null, now);
        }

        if (command.Reports is null && request.Attempts < RecordLookUp.MaxAttempts)
        {
            request.Postpone(now + Backoff.After(request.Attempts));
            return Unit.Value;
        }

        request.Complete();
        LookUp.Merge(call, command.Reports ?? [], now);
        if (request.Kind is ReadReports.Name && call.LacksDialError)
        {
            // Only these reports revealed that dialling had failed.
            requests.Add(CarrierRequest.Enqueue(call.OrganizationId, call.Id, ReadDialErrors.Name, payload: null, now, TimeSpan.Zero));
        }

        return Unit.Value;
    }
}

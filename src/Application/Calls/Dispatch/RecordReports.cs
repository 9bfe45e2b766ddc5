using CrmVoice.Application.Calls.Inbox;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Takes in what the carrier told us of a call and we never heard, or only wrote down; asks again later where it did not answer.</summary>
/// <param name="Reports">Null where the carrier did not answer.</param>
public sealed record RecordReports(Guid RequestId, IReadOnlyList<CarrierReport>? Reports) : ICommand;

internal sealed class RecordReportsHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock) : IRequestHandler<RecordReports, Unit>
{
    public async Task<Unit> Handle(RecordReports command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        if (command.Reports is not { Count: > 0 })
        {
            call.NoteAnswer(command.Reports is null ? StepKinds.CarrierSilent : StepKinds.ReportsEmpty, callSid: null, now);
        }

        if (command.Reports is null && request.Attempts < RecordLookUp.MostAttempts)
        {
            request.Postpone(now + Backoff.After(request.Attempts));
            return Unit.Value;
        }

        request.Complete();
        LookUp.Merge(call, command.Reports ?? [], now);
        if (request.Kind is CarrierRequestKind.ReadReports && call.LacksDialError)
        {
            // Only this told that dialling had failed.
            requests.Add(CarrierRequest.Enqueue(call.OrganizationId, call.Id, CarrierRequestKind.ReadDialErrors, callSid: null, now, TimeSpan.Zero));
        }

        return Unit.Value;
    }
}

using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Writes down whether the carrier ended a leg; asks again later where it did not answer.</summary>
public sealed record RecordHangUpOutcome(Guid RequestId, HangUpOutcome Outcome) : ICommand;

internal sealed class RecordHangUpOutcomeHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock) : IRequestHandler<RecordHangUpOutcome, Unit>
{
    public async Task<Unit> Handle(RecordHangUpOutcome command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        if (command.Outcome is HangUpOutcome.Done)
        {
            request.Complete();
            call.HearHangupDone(request.CallSid!, now);
            return Unit.Value;
        }

        call.NoteAnswer(StepKinds.CarrierSilent, request.CallSid, now);
        if (call.Legs.FirstOrDefault(leg => leg.CallSid == request.CallSid) is { IsFinal: true })
        {
            request.Complete();
        }
        else
        {
            request.Postpone(now + Backoff.After(request.Attempts));
        }

        return Unit.Value;
    }
}

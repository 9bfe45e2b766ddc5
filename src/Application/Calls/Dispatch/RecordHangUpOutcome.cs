using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Writes down whether the carrier ended a leg; asks again later where it did not.</summary>
public sealed record RecordHangUpOutcome(Guid RequestId, HangUpOutcome Outcome) : ICommand
{
    /// <summary>About ten minutes. A carrier that ends no leg by then refuses to, as where it does not know our credentials any more; its own time limit ends the leg.</summary>
    public const int MostAttempts = 40;

    /// <summary>So many stand in the timeline, which would be a list of them otherwise.</summary>
    public const int AttemptsTold = 5;
}

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

        if (request.Attempts <= RecordHangUpOutcome.AttemptsTold)
        {
            call.NoteAnswer(StepKinds.CarrierSilent, request.CallSid, now);
        }

        if (call.Legs.Any(leg => leg.CallSid == request.CallSid && leg.IsFinal))
        {
            request.Complete();
        }
        else if (request.Attempts >= RecordHangUpOutcome.MostAttempts)
        {
            request.Complete();
            call.NoteAnswer(StepKinds.HangupGivenUp, request.CallSid, now);
        }
        else
        {
            request.Postpone(now + Backoff.After(request.Attempts));
        }

        return Unit.Value;
    }
}

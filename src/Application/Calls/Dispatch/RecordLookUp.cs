using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Writes down what the carrier knows of a call; asks again later where it did not answer.</summary>
public sealed record RecordLookUp(Guid RequestId, LookUpOutcome Outcome) : ICommand
{
    /// <summary>A carrier that never answers about the legs under an agent's leg that is over will not hold up the truth for longer.</summary>
    public const int MostAttempts = 8;
}

internal sealed class RecordLookUpHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock) : IRequestHandler<RecordLookUp, Unit>
{
    public async Task<Unit> Handle(RecordLookUp command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        if (command.Outcome is LookUpOutcome.NoAnswer)
        {
            call.NoteAnswer(StepKinds.CarrierSilent, callSid: null, now);
        }

        if (command.Outcome is LookUpOutcome.NoAnswer && request.Attempts < RecordLookUp.MostAttempts)
        {
            request.Postpone(now + Backoff.After(request.Attempts));
            return Unit.Value;
        }

        request.Complete();
        LookUp.Merge(call, command.Outcome, now);
        if (command.Outcome is LookUpOutcome.NoAnswer && call is { HasEnded: false, AgentLeg.IsFinal: true, ContactLeg: null })
        {
            call.GiveUpOnContactLeg(now);
        }
        else if (command.Outcome is LookUpOutcome.Unknown && call.HasEnded)
        {
            // What the carrier does not know, it will not learn.
            call.PlanCheck(null);
        }

        return Unit.Value;
    }
}

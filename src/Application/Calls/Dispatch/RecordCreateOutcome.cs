using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Dispatch;

/// <summary>Writes down how the carrier answered the request to call the agent.</summary>
public sealed record RecordCreateOutcome(Guid RequestId, CreateOutcome Outcome) : ICommand
{
    /// <summary>How long a carrier that cannot be reached is tried before the call is given up.</summary>
    public static readonly TimeSpan KeepTryingFor = TimeSpan.FromMinutes(2);
}

internal sealed class RecordCreateOutcomeHandler(ICarrierRequestRepository requests, ICallRepository calls, TimeProvider clock) : IRequestHandler<RecordCreateOutcome, Unit>
{
    public async Task<Unit> Handle(RecordCreateOutcome command, CancellationToken cancellationToken)
    {
        var (request, call) = await requests.GetWithCallAsync(command.RequestId, calls, cancellationToken);
        var now = clock.GetUtcNow();
        switch (command.Outcome)
        {
            case CreateOutcome.Accepted(var callSid, var estimatedWait):
                request.Complete();
                call.HearCreateAccepted(callSid, estimatedWait, now);
                break;

            case CreateOutcome.Refused(var error):
                request.Complete();
                call.HearCreateRefused(error, now);
                break;

            case CreateOutcome.NotTaken when call.HangupRequestedAt is not null:
                request.Complete();
                call.WithdrawCreate(now);
                break;

            case CreateOutcome.NotTaken(var retryAfter, _) when now - request.CreatedAt < RecordCreateOutcome.KeepTryingFor:
                request.Postpone(now + (retryAfter ?? Backoff.After(request.Attempts)));
                break;

            case CreateOutcome.NotTaken(_, var error):
                request.Complete();
                call.HearCreateRefused(error, now);
                break;

            case CreateOutcome.Unclear(var note):
                request.Complete();
                call.HearCreateUnclear(note, now);
                break;
        }

        return Unit.Value;
    }
}

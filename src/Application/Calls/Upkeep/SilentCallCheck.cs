using CrmVoice.Application.Calls.CarrierTasks;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using CrmVoice.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace CrmVoice.Application.Calls.Upkeep;

/// <summary>
/// Before a call is placed, asks Twilio about the agent's last call if that is live but has been silent for too long: a lost
/// webhook must not keep an agent from calling. Runs outside the unit of work that places the call, so that Twilio is not asked
/// again when that is retried after a conflict.
/// </summary>
internal sealed class SilentCallCheck(IReadDb db, ITelephony telephony, ICurrentUser user, IMediator mediator, TimeProvider clock)
    : IPipelineBehavior<PlaceCall, CallView>
{
    public async Task<CallView> Handle(PlaceCall request, CancellationToken cancellationToken, RequestHandlerDelegate<CallView> next)
    {
        if (await FindSilentCallAsync(cancellationToken) is { OwnCallSid: { } callSid } silent)
        {
            await mediator.Send(
                new RecordSilentCall(silent.Id, callSid, await telephony.LookUpAsync(callSid, cancellationToken)),
                cancellationToken);
        }

        return await next();
    }

    private Task<SilentCall?> FindSilentCallAsync(CancellationToken cancellationToken)
    {
        var (member, since) = (user.MembershipId, clock.GetUtcNow() - LookUpSilentCall.SilenceAllowed);
        return db.Calls
            .Where(call => call.State != CallState.Ended && call.LastHeardAt <= since)
            .Where(call => db.Seats.Any(seat => seat.MemberId == member && seat.CallId == call.Id))
            .Select(call => new SilentCall(
                call.Id,
                call.Legs.Where(leg => leg.MemberId == member)
                    .OrderByDescending(leg => leg.Id)
                    .Select(leg => leg.CallSid)
                    .FirstOrDefault()))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private sealed record SilentCall(CallId Id, string? OwnCallSid);
}

/// <summary>Merges what Twilio knows about a silent call.</summary>
[NotAudited("done by CrmVoice itself; the timeline of the call tells it")]
internal sealed record RecordSilentCall(CallId CallId, string CallSid, LookUpOutcome Outcome) : ICommand;

internal sealed class RecordSilentCallHandler(ICallRepository calls, TimeProvider clock) : IRequestHandler<RecordSilentCall, Unit>
{
    public async Task<Unit> Handle(RecordSilentCall command, CancellationToken cancellationToken)
    {
        switch (await calls.FindAsync(command.CallId, cancellationToken))
        {
            case { Topology: Topology.Room } call:
                LookUp.MergeLeg(call, new LegLookUp(command.CallSid, command.Outcome), clock.GetUtcNow());
                break;

            case { } call:
                LookUp.Merge(call, command.Outcome, clock.GetUtcNow());
                break;

            default:
                break;
        }

        return Unit.Value;
    }
}

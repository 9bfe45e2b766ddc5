using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Application.Voice.Contracts;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Questions;

/// <summary>
/// A leg has left the room while its telephone is still on the line (TwiML Dial: "action"), or was taken out of it: it hears why, and is
/// hung up.
/// </summary>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record LeaveRoom(Guid CallId, LegKey Leg, LegReport Report) : IUrgentCommand<CallInstruction>;

internal sealed class LeaveRoomHandler(ICallRepository calls, CurrentWebhook webhook) : IRequestHandler<LeaveRoom, CallInstruction>
{
    public async Task<CallInstruction> Handle(LeaveRoom command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.MergeRoomLeft(command.Leg, command.Report, await webhook.TakeAsync(cancellationToken));
        var leg = call.Legs.FirstOrDefault(leg => leg.CallSid == command.Leg.CallSid);
        return new CallInstruction.HangUp(leg is null ? null : ClosingWords(call, leg));
    }

    private static Sentence? ClosingWords(Call call, Leg leg)
    {
        var words = call.Words();
        return leg switch
        {
            { Role: LegRole.Contact, ClosingAt: not null } => words.NobodyLeft(),
            { IsTalker: false } => null,
            _ when call.ConnectedAt is not null =>
                call.Room.Stays.Any(stay => stay.LegId == call.LegOf(LegRole.Contact).Id && stay.Flags?.Hold is true)
                    ? words.ContactHungUp()
                    : null,
            _ when call.HangupRequestedAt is not null => null,
            _ => call.ContactLeg?.Status switch
            {
                LegStatus.Busy => words.Busy(),
                LegStatus.NoAnswer => words.NoAnswer(),
                LegStatus.Failed or null => words.Failed(),
                _ => null,
            },
        };
    }
}

using CrmVoice.Application.Calls.Questions;
using CrmVoice.Application.Carrier.Contracts;
using CrmVoice.Application.Common;
using CrmVoice.Domain.Calls;
using MediatR;

namespace CrmVoice.Application.Calls.Incoming;

/// <summary>
/// A caller has left a message, or hung up instead, and Twilio asks what comes next (TwiML Record: "action"): a goodbye.
/// </summary>
/// <param name="RecordingSid">Null where Twilio names none.</param>
[NotAudited("asked by Twilio; the timeline of the call tells it")]
public sealed record EndVoicemail(Guid CallId, LegKey Leg, LegReport Report, string? RecordingSid) : IUrgentCommand<CallInstruction>;

internal sealed class EndVoicemailHandler(ICallRepository calls, CurrentWebhook webhook) : IRequestHandler<EndVoicemail, CallInstruction>
{
    public async Task<CallInstruction> Handle(EndVoicemail command, CancellationToken cancellationToken)
    {
        var call = await calls.GetAsync(command.CallId, cancellationToken);
        call.MergeVoicemailEnd(command.Leg, command.Report, command.RecordingSid, await webhook.TakeAsync(cancellationToken));
        return new CallInstruction.HangUp(call.Words().VoicemailKept());
    }
}
